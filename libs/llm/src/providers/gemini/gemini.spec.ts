import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { type ReplyContext } from '../../surfaces/surface.js';
import { type ChatAbility, isFailure, type Target } from '../provider.js';
import { gemini } from './provider.js';

const chat = gemini.chat as ChatAbility;
const context: ReplyContext = {
  id: 'chatcmpl-1',
  created: 1_700_000_000,
  model: 'm',
  includeUsage: true,
  costOfUsage: null,
};

function target(over: Partial<Target> = {}): Target {
  return {
    model: 'gemini-2.5-flash',
    baseUrl: null,
    apiKey: 'AIza-test',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
    ...over,
  };
}

/** An OpenAI body → what Gemini gets, or the failure. */
function send(body: JsonObject, over: Partial<Target> = {}): JsonObject {
  const request = openAiChat.decode({ model: 'gemini-2.5-flash', ...body });
  if (isFailure(request)) throw new Error(request.message);
  const model = over.model ?? 'gemini-2.5-flash';
  return chat.encode({ ...request, model }, target({ ...over, model })) as JsonObject;
}

/** What Gemini answered, one response an event → the OpenAI reply. */
function receive(...responses: JsonObject[]): JsonObject {
  const decoder = chat.decodeStream();
  const text = responses.map((response) => `data: ${JSON.stringify(response)}\r\n\r\n`).join('');
  const events = [...decoder.push(new TextEncoder().encode(text)), ...decoder.end()];
  return openAiChat.encodeReply(events, context);
}

const weather = {
  type: 'function',
  function: {
    name: 'temp',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

const twoCalls = [
  { role: 'user', content: 'Oslo and Rome?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'call_a', type: 'function', function: { name: 'temp', arguments: '{"city":"Oslo"}' } },
      { id: 'call_b', type: 'function', function: { name: 'temp', arguments: '{"city":"Rome"}' } },
    ],
  },
];

describe('requests to Gemini', () => {
  it.each([
    ['in order', ['call_a', 'call_b']],
    ['swapped', ['call_b', 'call_a']],
  ])('answers parallel calls in one content, in the order of the calls, given %s', (_, order) => {
    const results = { call_a: '4', call_b: '19' } as Record<string, string>;
    const body = send({
      tools: [weather],
      messages: [
        ...twoCalls,
        ...order.map((id) => ({ role: 'tool', tool_call_id: id, content: results[id]! })),
        { role: 'user', content: 'Which is warmer?' },
      ],
    });
    expect(body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'Oslo and Rome?' }] },
      {
        role: 'model',
        parts: [
          {
            functionCall: { name: 'temp', args: { city: 'Oslo' } },
            thoughtSignature: 'skip_thought_signature_validator',
          },
          { functionCall: { name: 'temp', args: { city: 'Rome' } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'temp', response: { result: '4' } } },
          { functionResponse: { name: 'temp', response: { result: '19' } } },
          { text: 'Which is warmer?' },
        ],
      },
    ]);
  });

  it('keeps the image of a tool result as an image', () => {
    const body = send({
      messages: [
        { role: 'user', content: 'Shoot.' },
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_s', type: 'function', function: { name: 'shot', arguments: '' } }],
        },
        {
          role: 'tool',
          tool_call_id: 'call_s',
          content: [
            { type: 'text', text: 'saved' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
      ],
    });
    expect((body['contents'] as JsonObject[])[2]).toEqual({
      role: 'user',
      parts: [
        { functionResponse: { name: 'shot', response: { result: 'saved' } } },
        { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } },
      ],
    });
  });

  it('moves instructions to their one place, wherever they stood', () => {
    const body = send({
      messages: [
        { role: 'system', content: 'Be terse.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello.' },
        { role: 'system', content: 'Answer in French.' },
        { role: 'developer', content: 'No emoji.' },
        { role: 'user', content: 'Sky?' },
      ],
    });
    expect(body['systemInstruction']).toEqual({
      parts: [{ text: 'Be terse.' }, { text: 'Answer in French.' }, { text: 'No emoji.' }],
    });
    expect((body['contents'] as JsonObject[]).map((content) => content['role'])).toEqual([
      'user',
      'model',
      'user',
    ]);
  });

  it('sends a request of instructions alone as the user turn', () => {
    const body = send({ messages: [{ role: 'system', content: 'Make a title.' }] });
    expect(body['contents']).toEqual([{ role: 'user', parts: [{ text: 'Make a title.' }] }]);
    expect(body['systemInstruction']).toBeUndefined();
  });

  it.each([
    ['auto', { mode: 'AUTO' }],
    ['required', { mode: 'ANY' }],
    ['none', { mode: 'NONE' }],
    [
      { type: 'function', function: { name: 'temp' } },
      { mode: 'ANY', allowedFunctionNames: ['temp'] },
    ],
  ])('says tool_choice %j in its words', (choice, config) => {
    const body = send({
      tools: [weather],
      tool_choice: choice,
      messages: [{ role: 'user', content: 'x' }],
    });
    expect(body['toolConfig']).toEqual({ functionCallingConfig: config });
  });

  it('gives a function without arguments no parameters', () => {
    const body = send({
      tools: [{ type: 'function', function: { name: 'list_rooms' } }],
      messages: [{ role: 'user', content: 'rooms?' }],
    });
    expect(body['tools']).toEqual([{ functionDeclarations: [{ name: 'list_rooms' }] }]);
  });

  it.each([
    ['gemini-2.5-flash', 'low', { thinkingBudget: 1024, includeThoughts: true }],
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0, includeThoughts: false }],
    ['gemini-2.5-pro', 'none', { thinkingBudget: 128, includeThoughts: false }],
    ['gemini-3-pro-preview', 'low', { thinkingLevel: 'low', includeThoughts: true }],
    ['gemini-3-flash-preview', 'minimal', { thinkingLevel: 'minimal', includeThoughts: true }],
    ['gemini-2.0-flash', 'high', undefined],
  ])('%s with effort %s thinks as it can', (model, effort, expected) => {
    const body = send({ reasoning_effort: effort, messages: [{ role: 'user', content: 'x' }] }, { model });
    expect((body['generationConfig'] as JsonObject | undefined)?.['thinkingConfig']).toEqual(expected);
  });

  it('names every parameter it cannot honour, or drops them when told to', () => {
    const body = {
      logit_bias: { '1': 5 },
      verbosity: 'low',
      messages: [{ role: 'user', content: 'x' }],
    };
    expect(send(body)).toMatchObject({ class: 'UnsupportedParamsError' });
    expect(JSON.stringify(send(body)['message'])).toMatch(/verbosity.*logit_bias|logit_bias.*verbosity/);
    expect(send(body, { dropParams: true })['contents']).toEqual([{ role: 'user', parts: [{ text: 'x' }] }]);
  });

  it('sends the key in a header, never in the URL', () => {
    const address = chat.address(target(), true);
    if (isFailure(address)) throw new Error(address.message);
    expect(address.url).toBe(
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
    );
    expect(address.headers).toEqual(['x-goog-api-key', 'AIza-test']);
  });
});

describe('replies of Gemini', () => {
  const part = (value: JsonObject, more: JsonObject = {}): JsonObject => ({
    candidates: [{ content: { role: 'model', parts: [value] }, index: 0, ...more }],
  });

  it('numbers parallel calls over the whole stream, each with its own id', () => {
    const reply = receive(
      part({ functionCall: { name: 'read', args: { p: 'a' } } }),
      part({ functionCall: { name: 'read', args: { p: 'b' } } }),
      part({ functionCall: { name: 'stat', args: { p: 'c' } } }, { finishReason: 'STOP' }),
    );
    const [choice] = reply['choices'] as JsonObject[];
    const calls = (choice!['message'] as JsonObject)['tool_calls'] as JsonObject[];
    expect(calls.map((call) => (call['function'] as JsonObject)['arguments'])).toEqual([
      '{"p":"a"}',
      '{"p":"b"}',
      '{"p":"c"}',
    ]);
    expect(new Set(calls.map((call) => call['id'])).size).toBe(3);
    expect(choice!['finish_reason']).toBe('tool_calls');
  });

  it('finishes with tool_calls when STOP comes after the call, with length when the call was cut', () => {
    const call = part({ functionCall: { name: 'read', args: {} } });
    const finish = (reason: string) => part({ text: '' }, { finishReason: reason });
    const reasonOf = (reply: JsonObject) => (reply['choices'] as JsonObject[])[0]!['finish_reason'];
    expect(reasonOf(receive(call, finish('STOP')))).toBe('tool_calls');
    expect(reasonOf(receive(call, finish('MAX_TOKENS')))).toBe('length');
    expect(reasonOf(receive(finish('SAFETY')))).toBe('content_filter');
    expect(reasonOf(receive(finish('SOMETHING_NEW')))).toBe('stop');
  });

  it('brings a thought signature back byte for byte when the client keeps only id, name and arguments', () => {
    const reply = receive({
      candidates: [
        {
          content: {
            parts: [
              { functionCall: { name: 'clock', args: { tz: 'UTC' } }, thoughtSignature: 'c2lnLTE=' },
              { functionCall: { name: 'clock', args: { tz: 'CET' } } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
    });
    const message = (reply['choices'] as JsonObject[])[0]!['message'] as JsonObject;
    const calls = (message['tool_calls'] as JsonObject[]).map((call) => ({
      id: call['id'] as string,
      type: 'function',
      function: call['function'] as JsonObject,
    }));
    const body = send({
      messages: [
        { role: 'user', content: 'time?' },
        { role: 'assistant', content: null, tool_calls: calls },
        ...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: 'noon' })),
      ],
    });
    expect((body['contents'] as JsonObject[])[1]!['parts']).toEqual([
      { functionCall: { name: 'clock', args: { tz: 'UTC' } }, thoughtSignature: 'c2lnLTE=' },
      { functionCall: { name: 'clock', args: { tz: 'CET' } } },
    ]);
  });

  it('counts thoughts as output and cached tokens as part of the input', () => {
    const usage = chat.readUsage({
      promptTokenCount: 1000,
      cachedContentTokenCount: 800,
      candidatesTokenCount: 150,
      thoughtsTokenCount: 350,
      totalTokenCount: 1500,
    });
    expect(usage).toMatchObject({
      inputTokens: 1000,
      cacheReadTokens: 800,
      outputTokens: 500,
      reasoningTokens: 350,
    });
    expect(chat.readUsage({ promptTokenCount: 7, totalTokenCount: 7 })).toMatchObject({ outputTokens: 0 });
    expect(chat.readUsage({ trafficType: 'ON_DEMAND' })).toBeNull();
  });

  it('puts streamed arguments together by their paths', () => {
    const reply = receive(
      part({ functionCall: { name: 'order', willContinue: true } }),
      part({
        functionCall: {
          partialArgs: [{ jsonPath: '$.items[0].name', stringValue: 'App', willContinue: true }],
          willContinue: true,
        },
      }),
      part({
        functionCall: {
          partialArgs: [
            { jsonPath: '$.items[0].name', stringValue: 'le' },
            { jsonPath: "$['total price']", numberValue: 0.5 },
          ],
          willContinue: true,
        },
      }),
      part({ functionCall: {} }, { finishReason: 'STOP' }),
    );
    const message = (reply['choices'] as JsonObject[])[0]!['message'] as JsonObject;
    const call = (message['tool_calls'] as JsonObject[])[0]!['function'] as JsonObject;
    expect(JSON.parse(call['arguments'] as string)).toEqual({
      items: [{ name: 'Apple' }],
      'total price': 0.5,
    });
  });

  it('tells a stream that was cut from one that ended', () => {
    const decoder = chat.decodeStream();
    decoder.push(new TextEncoder().encode(`data: ${JSON.stringify(part({ text: 'Par' }))}\n\n`));
    expect(decoder.end().map((event) => event.type)).toEqual(['error']);
  });

  it('reads the time to wait from the details of a 429', () => {
    const fault = chat.readError(
      429,
      {},
      JSON.stringify({
        error: {
          code: 429,
          message: 'Resource has been exhausted.',
          status: 'RESOURCE_EXHAUSTED',
          details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }],
        },
      }),
    );
    expect(fault).toMatchObject({ class: 'RateLimitError', retryAfterSeconds: 34.4 });
  });

  it('takes a refused prompt as content filtered, not as a cut stream', () => {
    const reply = receive({
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount: 5 },
    });
    expect((reply['choices'] as JsonObject[])[0]!['finish_reason']).toBe('content_filter');
  });
});
