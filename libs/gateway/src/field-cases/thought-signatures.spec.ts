import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { FAMILIES, familiesBut, familiesOf, FamilyHost, named } from '../testing/families.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const GEMINI = familiesOf('Gemini', 'Gemini on Vertex AI');
const TOOLS = [
  {
    type: 'function',
    function: { name: 'clock', parameters: { type: 'object', properties: { tz: { type: 'string' } } } },
  },
];
const QUESTION = { role: 'user', content: 'What time is it?' };
const CALLS = [
  { functionCall: { name: 'clock', args: { tz: 'UTC' } }, thoughtSignature: 'c2lnLTE=' },
  { functionCall: { name: 'clock', args: { tz: 'CET' } } },
];

function reply(parts: object[], finish?: string): JsonObject {
  const candidate = {
    content: { role: 'model', parts },
    index: 0,
    ...(finish ? { finishReason: finish } : {}),
  };
  return {
    candidates: [candidate],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 6, totalTokenCount: 16 },
  } as unknown as JsonObject;
}

const asStream = (...replies: JsonObject[]) => ({
  headers: { 'content-type': 'text/event-stream' },
  body: replies.map((one) => `data: ${JSON.stringify(one)}\r\n\r\n`).join(''),
});

/** What most clients keep of a call. */
interface Kept {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

function history(calls: readonly Kept[]): JsonObject {
  return {
    max_tokens: 50,
    tools: TOOLS,
    messages: [
      QUESTION,
      { role: 'assistant', content: null, tool_calls: calls.map((call) => ({ ...call })) },
      ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: '12:00' })),
    ],
  };
}

function keep({ id, function: { name, arguments: text } }: Kept): Kept {
  return { id, type: 'function', function: { name, arguments: text } };
}

function choiceOf(body: JsonObject): { message: { tool_calls: Kept[] } } {
  return (body['choices'] as unknown as { message: { tool_calls: Kept[] } }[])[0]!;
}

function partsSent(body: JsonObject): JsonObject[] {
  return (body['contents'] as { role: string; parts: JsonObject[] }[]).flatMap(({ role, parts }) =>
    role === 'model' ? parts : [],
  );
}

describe('the signature of a thought (B06)', () => {
  it.each(named(GEMINI))(
    'comes back to %s byte for byte from a client that keeps id, type, name and arguments only',
    async (_, family) => {
      house.fakes.queue(
        { provider: family.fake },
        { verbatim: { body: JSON.stringify(reply(CALLS, 'STOP')) } },
      );
      const { body } = await house.ask(family, { tools: TOOLS, messages: [QUESTION] });
      const choice = choiceOf(body);
      await house.ask(family, history(choice.message.tool_calls.map(keep)));
      expect(partsSent(house.sent(family))).toEqual(CALLS);
    },
  );

  it.each(named(GEMINI))('comes back to %s from a stream whose parts came apart', async (_, family) => {
    const verbatim = asStream(reply([CALLS[0]!]), reply([CALLS[1]!], 'STOP'));
    house.fakes.queue({ provider: family.fake }, { verbatim });
    const { calls } = await house.stream(family, { tools: TOOLS, messages: [QUESTION] });
    const kept = calls.map(({ id, ...called }): Kept => ({ id, type: 'function', function: called }));
    await house.ask(family, history(kept));
    expect(partsSent(house.sent(family))).toEqual(CALLS);
  });

  it.each(named(GEMINI))('on a thought of its own goes back to %s in its place', async (_, family) => {
    const thought = { thought: true, text: 'Two zones.', thoughtSignature: 'dGhvdWdodA==' };
    const parts = [thought, CALLS[0]!];
    house.fakes.queue(
      { provider: family.fake },
      { verbatim: { body: JSON.stringify(reply(parts, 'STOP')) } },
    );
    const { body } = await house.ask(family, { tools: TOOLS, messages: [QUESTION] });
    const choice = choiceOf(body);
    const [call] = choice.message.tool_calls;
    await house.ask(family, {
      tools: TOOLS,
      messages: [
        QUESTION,
        { ...choice.message, role: 'assistant' } as unknown as JsonObject,
        { role: 'tool', tool_call_id: call!.id, content: '12:00' },
      ],
    });
    expect(partsSent(house.sent(family))).toEqual(parts);
  });

  it.each(named(GEMINI))(
    'that nobody made is replaced for %s by the documented stand-in, on the first call',
    async (_, family) => {
      const calls: Kept[] = ['UTC', 'CET'].map((tz) => ({
        id: `call_${tz}`,
        type: 'function',
        function: { name: 'clock', arguments: JSON.stringify({ tz }) },
      }));
      expect(await house.ask(family, history(calls))).toMatchObject({ status: 200 });
      expect(partsSent(house.sent(family)).map((part) => part['thoughtSignature'])).toEqual([
        'skip_thought_signature_validator',
        undefined,
      ]);
    },
  );

  it.each(named(familiesBut('Gemini', 'Gemini on Vertex AI')))(
    'never reaches %s, whose ids it would break',
    async (_, family) => {
      const [gemini] = GEMINI;
      house.fakes.queue(
        { provider: gemini!.fake },
        { verbatim: { body: JSON.stringify(reply(CALLS, 'STOP')) } },
      );
      const { body } = await house.ask(gemini!, { tools: TOOLS, messages: [QUESTION] });
      const choice = choiceOf(body);
      const asked = history(choice.message.tool_calls.map(keep));
      expect(await house.ask(family, asked)).toMatchObject({ status: 200 });
      const sent = JSON.stringify(house.sent(family));
      expect(sent).not.toMatch(/__thought__|c2lnLTE/);
      for (const [, id] of sent.matchAll(/"(?:id|tool_call_id|tool_use_id|toolUseId)":"([^"]*)"/g)) {
        expect(id).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
      }
    },
  );

  it('needs no memory: it outlives a restart, and serves on any instance', async () => {
    const [family] = GEMINI;
    house.fakes.queue(
      { provider: family!.fake },
      { verbatim: { body: JSON.stringify(reply(CALLS, 'STOP')) } },
    );
    const { body } = await house.ask(family!, { tools: TOOLS, messages: [QUESTION] });
    const choice = choiceOf(body);
    const other = await FamilyHost.start();
    await other.ask(family!, history(choice.message.tool_calls.map(keep)));
    expect(partsSent(other.sent(family!))).toEqual(CALLS);
    await other.stop();
  });
});

describe('ids of calls', () => {
  it.each(named(FAMILIES))('made by %s are unique to each reply', async (_, family) => {
    const ids = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1) {
      house.next(family, {
        toolCalls: [
          { name: 'clock', arguments: '{}' },
          { name: 'clock', arguments: '{}' },
        ],
      });
      const { calls } = await house.stream(family, { tools: TOOLS, messages: [QUESTION] });
      for (const { id } of calls) ids.add(id);
    }
    expect(ids.size).toBe(6);
  });
});
