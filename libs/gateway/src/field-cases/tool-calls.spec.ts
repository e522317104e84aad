import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import {
  FAMILIES,
  familiesBut,
  familiesOf,
  FamilyHost,
  named,
  TRANSLATED,
} from '../testing/families.suite.js';
import { conversationOf } from '../testing/sent-conversation.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const TOOL = tool('temp', {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
});
const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };

function tool(name: string, parameters?: JsonObject): JsonObject {
  return { type: 'function', function: { name, ...(parameters === undefined ? {} : { parameters }) } };
}

function call(id: string, name: string, args: string): JsonObject {
  return { id, type: 'function', function: { name, arguments: args } };
}

function result(id: string, content: Json): JsonObject {
  return { role: 'tool', tool_call_id: id, content };
}

function messageOf(body: JsonObject): { tool_calls?: { id: string; function: { arguments: string } }[] } {
  return (body['choices'] as { message: object }[])[0]!.message;
}

describe('results of parallel calls (B01)', () => {
  const calls = [call('call_a', 'temp', '{"city":"Oslo"}'), call('call_b', 'temp', '{"city":"Rome"}')];
  const turns = (...results: JsonObject[]) => ({
    max_tokens: 50,
    tools: [TOOL],
    messages: [
      { role: 'user', content: 'Oslo and Rome?' },
      { role: 'assistant', content: null, tool_calls: calls },
      ...results,
      { role: 'user', content: 'Which is warmer?' },
    ],
  });
  const said = [
    'user: Oslo and Rome?',
    'call 1: temp {"city":"Oslo"}',
    'call 2: temp {"city":"Rome"}',
    'result 1: 4',
    'result 2: 19',
    'user: Which is warmer?',
  ];
  const [oslo, rome] = [result('call_a', '4'), result('call_b', '19')];

  it.each(named(FAMILIES))(
    'reach %s as it wants them: each its call’s, before what follows',
    async (_, family) => {
      expect(await house.ask(family, turns(oslo, rome))).toMatchObject({ status: 200 });
      expect(conversationOf(family.wire, house.sent(family))).toEqual(said);
    },
  );

  it.each(named(FAMILIES))('in another order are as good to %s', async (_, family) => {
    expect(await house.ask(family, turns(rome, oslo))).toMatchObject({ status: 200 });
    const sent = conversationOf(family.wire, house.sent(family));
    expect([...sent].sort()).toEqual([...said].sort());
    // Those that join turns also restore the order; the others take results by their ids.
    if (!['openai', 'cohere', 'ollama'].includes(family.wire)) expect(sent).toEqual(said);
  });

  it.each(named(FAMILIES))('that lack one are a 400 that names the call, on %s', async (_, family) => {
    const { status, body } = await house.ask(family, turns(oslo));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { type: 'invalid_request_error', message: expect.stringContaining('call_b') },
    });
  });
});

describe('a tool without parameters (B02)', () => {
  const asked = {
    max_tokens: 50,
    tools: [tool('list_rooms')],
    messages: [{ role: 'user', content: 'rooms?' }],
  };
  const empty = { toolCalls: [{ name: 'list_rooms', arguments: '{}' }] };

  it.each(named(FAMILIES))('is called with {} on %s, whole and streamed', async (_, family) => {
    house.next(family, empty);
    const whole = await house.ask(family, asked);
    expect(whole).toMatchObject({ status: 200, body: { choices: [{ finish_reason: 'tool_calls' }] } });
    expect(JSON.parse(messageOf(whole.body).tool_calls![0]!.function.arguments)).toEqual({});
    house.next(family, empty);
    const streamed = await house.stream(family, asked);
    expect(streamed.calls).toHaveLength(1);
    expect(JSON.parse(streamed.calls[0]!.arguments)).toEqual({});
    expect(streamed.finishes).toEqual(['tool_calls']);
  });

  it.each(named(FAMILIES))(
    'is the same for JSON that is asked for and empty: {} on %s, streamed',
    async (_, family) => {
      const { text, finishes } = await house.stream(family, {
        max_tokens: 50,
        response_format: { type: 'json_object' },
        messages: [{ role: 'user', content: 'JSON, please' }],
      });
      expect(isJsonObject(JSON.parse(text))).toBe(true);
      expect(finishes).toEqual(['stop']);
    },
  );

  it.each(named(FAMILIES))('never has a placeholder before its arguments on %s', async (_, family) => {
    house.next(family, { toolCalls: [{ name: 'list_rooms', arguments: '{"n":1}' }] });
    const { calls } = await house.stream(family, asked);
    expect(calls.map((one) => one.arguments)).toEqual(['{"n":1}']);
  });

  it.each(named(TRANSLATED))('goes back to %s as {} where the history says ""', async (_, family) => {
    const history = [
      { role: 'user', content: 'rooms?' },
      { role: 'assistant', content: null, tool_calls: [call('call_r', 'list_rooms', '')] },
      result('call_r', '7'),
    ];
    expect(await house.ask(family, { ...asked, messages: history })).toMatchObject({ status: 200 });
    expect(conversationOf(family.wire, house.sent(family))).toEqual([
      'user: rooms?',
      'call 1: list_rooms {}',
      'result 1: 7',
    ]);
  });

  it.each(
    TRANSLATED.flatMap((family) =>
      ['{"n":1}{"n":2}', '{"n":', '[1]', '"x"'].map((args) => [args, family.name, family] as const),
    ),
  )('with the arguments %s in the history is a 400 that names them, on %s', async (args, _, family) => {
    const history = [
      { role: 'user', content: 'rooms?' },
      { role: 'assistant', content: null, tool_calls: [call('call_r', 'list_rooms', args)] },
      result('call_r', '7'),
    ];
    const { status, body } = await house.ask(family, { ...asked, messages: history });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { type: 'invalid_request_error', param: 'messages[1].tool_calls[0].function.arguments' },
    });
    expect(house.sentCalls).toBe(0);
  });
});

describe('tool_choice and parallel_tool_calls (B03)', () => {
  const hello = [{ role: 'user', content: 'Oslo?' }];
  const named = { type: 'function', function: { name: 'temp' } };
  const withTool = { max_tokens: 50, messages: hello, tools: [TOOL] };

  const claude = familiesOf('Anthropic', 'Claude on Vertex AI').map(
    (family) => [family.name, family] as const,
  );
  it.each(
    claude.flatMap(([name, family]) =>
      (
        [
          [{}, undefined],
          [{ parallel_tool_calls: true }, undefined],
          [{ parallel_tool_calls: false }, { type: 'auto', disable_parallel_tool_use: true }],
          [
            { tool_choice: 'auto', parallel_tool_calls: false },
            { type: 'auto', disable_parallel_tool_use: true },
          ],
          [
            { tool_choice: 'required', parallel_tool_calls: false },
            { type: 'any', disable_parallel_tool_use: true },
          ],
          [{ tool_choice: named }, { type: 'tool', name: 'temp' }],
          [{ tool_choice: 'none' }, { type: 'none' }],
          [{ tool_choice: 'none', parallel_tool_calls: false }, { type: 'none' }],
        ] as const
      ).map(([said, choice]) => [name, JSON.stringify(said), said, choice, family] as const),
    ),
  )('mean on %s what they say: %s', async (_, __, said, choice, family) => {
    expect((await house.ask(family, { ...withTool, ...said })).status).toBe(200);
    expect(house.sent(family)['tool_choice']).toEqual(choice);
  });

  it.each([
    ['{}', {}, undefined, undefined],
    ['required', { tool_choice: 'required' }, { any: {} }, undefined],
    ['a named tool', { tool_choice: named }, { tool: { name: 'temp' } }, undefined],
    [
      'one at a time',
      { parallel_tool_calls: false },
      undefined,
      { type: 'auto', disable_parallel_tool_use: true },
    ],
    [
      'one at a time, required',
      { tool_choice: 'required', parallel_tool_calls: false },
      undefined,
      { type: 'any', disable_parallel_tool_use: true },
    ],
  ])('mean on Claude of Bedrock what they say: %s', async (_, said, choice, additional) => {
    const [family] = familiesOf('Claude on Bedrock');
    expect((await house.ask(family!, { ...withTool, ...said })).status).toBe(200);
    const sent = house.sent(family!);
    expect((sent['toolConfig'] as JsonObject)['toolChoice']).toEqual(choice);
    expect((sent['additionalModelRequestFields'] as JsonObject | undefined)?.['tool_choice']).toEqual(
      additional,
    );
  });

  it.each([
    ['Gemini', 'auto', { mode: 'AUTO' }],
    ['Gemini', 'required', { mode: 'ANY' }],
    ['Gemini', 'none', { mode: 'NONE' }],
    ['Gemini', named, { mode: 'ANY', allowedFunctionNames: ['temp'] }],
    ['Gemini on Vertex AI', named, { mode: 'ANY', allowedFunctionNames: ['temp'] }],
  ] as const)('mean on %s what they say: %j', async (name, choice, config) => {
    const [family] = familiesOf(name);
    expect((await house.ask(family!, { ...withTool, tool_choice: choice })).status).toBe(200);
    expect(house.sent(family!)['toolConfig']).toEqual({ functionCallingConfig: config });
  });

  it.each([
    ['Mistral', 'required', 'any'],
    ['Cohere', 'required', 'REQUIRED'],
    ['Cohere', 'none', 'NONE'],
    ['Cohere', named, 'REQUIRED'],
  ] as const)('are said to %s in its words: %j', async (name, choice, word) => {
    const [family] = familiesOf(name);
    expect((await house.ask(family!, { ...withTool, tool_choice: choice })).status).toBe(200);
    expect(house.sent(family!)['tool_choice']).toBe(word);
  });

  it.each(FAMILIES.map((family) => [family.name, family] as const))(
    'keep %s from calling a tool when they say none',
    async (_, family) => {
      const messages = [{ role: 'user', content: 'use tool temp with {"city":"Oslo"}' }];
      const { status, body } = await house.ask(family, { ...withTool, messages, tool_choice: 'none' });
      expect(status).toBe(200);
      expect(messageOf(body).tool_calls).toBeUndefined();
    },
  );

  it.each(FAMILIES.map((family) => [family.name, family] as const))(
    'without tools are no reason for %s to refuse, as many clients always send them',
    async (_, family) => {
      const settings = [{ parallel_tool_calls: false }, { tool_choice: 'none' }, { tool_choice: 'auto' }];
      for (const said of [...settings, { tool_choice: 'none', parallel_tool_calls: false }]) {
        expect(await house.ask(family, { messages: hello, ...said })).toMatchObject({ status: 200 });
        const sent = JSON.stringify(house.sent(family));
        expect(sent).not.toMatch(/tool_?choice|tool_?config|parallel/i);
      }
    },
  );

  it.each(
    FAMILIES.flatMap((family) => ['required', named].map((choice) => [family.name, choice, family] as const)),
  )('that demand a call without tools are a 400 on %s: %j', async (_, choice, family) => {
    const { status, body } = await house.ask(family, { messages: hello, tool_choice: choice });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { type: 'invalid_request_error', param: 'tool_choice' } });
  });
});

describe('an image in the result of a tool (B04)', () => {
  const shot = {
    max_tokens: 50,
    tools: [tool('shot')],
    messages: [
      { role: 'user', content: 'Shoot.' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [call('call_s', 'shot', '{}'), call('call_t', 'shot', '{}')],
      },
      result('call_s', [{ type: 'text', text: 'saved' }, IMAGE]),
      result('call_t', 'also saved'),
    ],
  };
  const before = ['user: Shoot.', 'call 1: shot {}', 'call 2: shot {}'];
  const image = '[image/png iVBORw0KGgo=]';

  it.each(
    familiesOf('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock', 'Nova on Bedrock').map(
      (family) => [family.name, family] as const,
    ),
  )('stays inside the result on %s', async (_, family) => {
    expect(await house.ask(family, shot)).toMatchObject({ status: 200 });
    expect(conversationOf(family.wire, house.sent(family))).toEqual([
      ...before,
      `result 1: saved ${image}`,
      'result 2: also saved',
    ]);
  });

  it.each(
    familiesBut('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock', 'Nova on Bedrock').map(
      (family) => [family.name, family] as const,
    ),
  )('stands after the whole group of results on %s, and nowhere as text', async (_, family) => {
    expect(await house.ask(family, shot)).toMatchObject({ status: 200 });
    const sent = conversationOf(family.wire, house.sent(family));
    expect(sent.slice(0, 5)).toEqual([...before, 'result 1: saved', 'result 2: also saved']);
    expect(sent.slice(5)).toContain(`user: ${image}`);
    expect(sent.filter((line) => line.includes('iVBORw0KGgo'))).toHaveLength(1);
  });
});
