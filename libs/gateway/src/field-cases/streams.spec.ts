import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FAMILIES, familiesOf, FamilyHost, named, type Streamed } from '../testing/families.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const HI = [{ role: 'user', content: 'Hi' }];
const TOOLS = ['read', 'stat'].map((name) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: { p: { type: 'string' } } } },
}));
const CALLS = [
  { name: 'read', arguments: '{"p":"a"}' },
  { name: 'read', arguments: '{"p":"b"}' },
  { name: 'stat', arguments: '{"p":"c"}' },
];

function deltasOf({ chunks }: Streamed) {
  return chunks.flatMap(({ choices }) => choices);
}

describe('chunks (B12)', () => {
  const asked = { messages: HI, tools: TOOLS };

  it.each(named(FAMILIES))('of %s have what SDKs depend on', async (name, family) => {
    house.next(family, { pieces: ['He', 'y'], toolCalls: CALLS.slice(0, 1) });
    const streamed = await house.stream(family, asked);
    // Azure's first event is a filter's verdict: no choices, no id.
    const chunks = streamed.chunks.filter(({ choices }) => choices.length > 0);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(new Set(chunks.map(({ created }) => created)).size).toBe(1);
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set([name]));
    expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(['chat.completion.chunk']));
    const choices = deltasOf(streamed);
    expect(choices.map(({ delta }) => delta['role']).filter((role) => role !== undefined)).toEqual([
      'assistant',
    ]);
    expect(choices[0]!.delta['role']).toBe('assistant');
    for (const { delta } of choices) {
      for (const member of ['role', 'tool_calls', 'function_call']) expect(delta[member]).not.toBeNull();
    }
    const finishes = choices.map(({ finish_reason: reason }) => reason ?? null);
    expect(finishes.filter((reason) => reason !== null)).toEqual(['tool_calls']);
    expect(finishes.at(-1)).toBe('tool_calls');
    expect(streamed.done).toBe(true);
  });

  it.each(named(FAMILIES))('of %s name a call in its first fragment, and only there', async (_, family) => {
    house.next(family, { text: '', toolCalls: CALLS.slice(0, 1) });
    const fragments = deltasOf(await house.stream(family, asked)).flatMap(
      ({ delta }) => delta.tool_calls ?? [],
    );
    expect(fragments.every(({ index }) => Number.isInteger(index))).toBe(true);
    const [first, ...later] = fragments;
    expect(first).toMatchObject({
      id: expect.stringMatching(/./),
      type: 'function',
      function: { name: 'read', arguments: expect.any(String) },
    });
    for (const fragment of later) {
      expect(fragment).not.toHaveProperty('id');
      expect(fragment.function).not.toHaveProperty('name');
    }
  });
});

describe('parallel calls (B13)', () => {
  it.each(named(FAMILIES))(
    'of %s are counted over the whole stream, each with its id and arguments',
    async (_, family) => {
      house.next(family, { text: '', toolCalls: CALLS });
      const { calls, finishes } = await house.stream(family, { messages: HI, tools: TOOLS });
      expect(calls.map(({ name, arguments: text }) => ({ name, arguments: text }))).toEqual(CALLS);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
      expect(finishes).toEqual(['tool_calls']);
    },
  );
});

describe('the reason an answer ended (B14)', () => {
  const reasons = [
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool-calls', 'tool_calls'],
  ] as const;

  it.each(FAMILIES.flatMap((family) => reasons.map((reason) => [family.name, ...reason, family] as const)))(
    'of %s: %s is %s, streamed as whole',
    async (_, finish, word, family) => {
      const answer = {
        text: 'Hm',
        finish,
        ...(finish === 'tool-calls' ? { toolCalls: CALLS.slice(0, 1) } : {}),
      };
      const asked = { messages: HI, tools: TOOLS };
      house.next(family, answer);
      expect((await house.ask(family, asked)).body).toMatchObject({ choices: [{ finish_reason: word }] });
      house.next(family, answer);
      expect((await house.stream(family, asked)).finishes).toEqual([word]);
    },
  );

  it.each(
    named(
      familiesOf(
        'Gemini',
        'Gemini on Vertex AI',
        'Anthropic',
        'Claude on Vertex AI',
        'Claude on Bedrock',
        'Cohere',
        'Ollama',
      ),
    ),
  )('of %s is length where a call was cut off: nobody claims it is whole', async (_, family) => {
    const answer = { text: '', finish: 'length' as const, toolCalls: CALLS.slice(0, 1) };
    house.next(family, answer);
    expect((await house.stream(family, { messages: HI, tools: TOOLS })).finishes).toEqual(['length']);
  });
});

describe('usage in a stream (B15)', () => {
  const usage = { inputTokens: 11, outputTokens: 7 };

  it.each(named(FAMILIES))(
    'of %s comes once, last, without choices, to a client that asks',
    async (_, family) => {
      house.next(family, { text: 'Hey', usage });
      const { chunks, done } = await house.stream(family, {
        messages: HI,
        stream_options: { include_usage: true },
      });
      const [last, ...before] = [...chunks].reverse();
      expect(last).toMatchObject({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } });
      expect(before.every((chunk) => (chunk.usage ?? null) === null)).toBe(true);
      expect(before[0]!.choices[0]!.finish_reason).toBe('stop');
      expect(done).toBe(true);
    },
  );

  it.each(named(FAMILIES))(
    'of %s is not shown to one that does not, and billed all the same',
    async (_, family) => {
      house.host.events.length = 0;
      house.next(family, { text: 'Hey', usage });
      const { chunks } = await house.stream(family, { messages: HI });
      expect(chunks.every((chunk) => (chunk.usage ?? null) === null)).toBe(true);
      expect((await house.host.onlyEvent()).usage).toMatchObject(usage);
    },
  );
});

describe('characters outside ASCII (B16)', () => {
  const text = 'Nord 北🌍é ende';
  const asked = { messages: HI, tools: TOOLS };

  it.each(FAMILIES.flatMap((family) => [1, 2, 3, 7].map((every) => [family.name, every, family] as const)))(
    'of %s are whole in text and arguments, %i bytes a write',
    async (_, every, family) => {
      house.next(family, { text }, { kind: 'split', every });
      expect((await house.stream(family, asked)).text).toBe(text);
      const args = JSON.stringify({ p: text });
      house.next(
        family,
        { text: '', toolCalls: [{ name: 'read', arguments: args }] },
        { kind: 'split', every },
      );
      const { calls } = await house.stream(family, asked);
      expect(JSON.parse(calls[0]!.arguments)).toEqual({ p: text });
    },
  );
});

describe('an upstream that fails after it began (B17)', () => {
  const pieces = ['Par', 'is', ' is', ' big'];
  const faults = [
    ['says so', { kind: 'error-event', afterEvents: 4, status: 500, message: 'boom' }],
    ['resets the connection', { kind: 'cut', afterEvents: 4, how: 'reset' }],
    ['just ends', { kind: 'cut', afterEvents: 4, how: 'end' }],
  ] as const;

  it.each(
    FAMILIES.flatMap((family) => faults.map(([way, fault]) => [family.name, way, fault, family] as const)),
  )(
    '%s: when it %s, what came is delivered, then one error, and nothing that looks complete',
    async (_, __, fault, family) => {
      house.host.events.length = 0;
      house.next(family, { pieces }, fault);
      const streamed = await house.stream(family, { messages: HI });
      expect(streamed.text).not.toBe('');
      expect(pieces.join('').startsWith(streamed.text)).toBe(true);
      expect(streamed.finishes).toEqual([]);
      expect(streamed.done).toBe(false);
      expect(streamed.error).toMatchObject({ message: expect.stringMatching(/./), type: expect.anything() });
      expect(JSON.stringify(streamed.error)).not.toMatch(/127\.0\.0\.1|secret|sk-/);
      const event = await house.host.onlyEvent();
      expect(event.status).toBe('failure');
      expect(event.usage?.outputTokens).toBeGreaterThan(0);
    },
  );

  it.each(named(FAMILIES))(
    '%s: a finish reason without an end mark is a normal end',
    async (name, family) => {
      house.next(family, { pieces }, { kind: 'no-end-mark' });
      // The last event of these is both reason and mark: without it the stream was cut.
      const marks = [
        'Gemini',
        'Gemini on Vertex AI',
        'Claude on Bedrock',
        'Nova on Bedrock',
        'Cohere',
        'Ollama',
      ];
      const streamed = await house.stream(family, { messages: HI });
      expect(streamed.done).toBe(!marks.includes(name));
    },
  );
});

describe('a client that leaves (B18)', () => {
  it.each(named(FAMILIES))(
    'closes the upstream of %s within two seconds and is billed for what came',
    async (name, family) => {
      house.host.events.length = 0;
      house.fakes.calls.forget();
      house.next(family, { text: 'word '.repeat(100) }, { kind: 'drip', ms: 40 });
      const leave = new AbortController();
      const response = await house.host.chat(
        { model: name, messages: HI, stream: true },
        { signal: leave.signal },
      );
      await response.body!.getReader().read();
      leave.abort();
      await house.fakes.calls.waitFor((call) => call.ending === 'client-left', 2_000);
      const event = await house.host.onlyEvent();
      expect(event).toMatchObject({ status: 'cancelled' });
      expect(event.usage?.inputTokens).toBeGreaterThan(0);
      expect(event.cost).toBeGreaterThan(0n);
      expect(house.sentCalls).toBe(1);
    },
  );
});
