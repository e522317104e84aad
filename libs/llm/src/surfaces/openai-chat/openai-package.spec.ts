import { describe, expect, it } from '@jest/globals';
import { NO_USAGE } from '@tollgate/core';
import OpenAI from 'openai';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type ReplyContext } from '../surface.js';
import { openAiChat } from './surface.js';

const CONTEXT: ReplyContext = {
  id: 'chatcmpl-1',
  created: 7,
  model: 'm',
  includeUsage: true,
  costOfUsage: null,
};

const EVENTS: ChatEvent[] = [
  { type: 'message-start', id: 'x', model: 'y', created: null },
  { type: 'reasoning-delta', choice: 0, text: 'Hm 北.' },
  { type: 'reasoning-end', choice: 0, signature: 'c2ln', redacted: null },
  { type: 'text-delta', choice: 0, text: 'Look' },
  { type: 'text-delta', choice: 0, text: 'ing 🌍.' },
  { type: 'tool-call-start', choice: 0, call: 0, id: 'call_1', name: 'temp', signature: null },
  { type: 'tool-call-delta', choice: 0, call: 0, argumentsText: '{"city":' },
  { type: 'tool-call-delta', choice: 0, call: 0, argumentsText: '"Oslo"}' },
  { type: 'tool-call-start', choice: 0, call: 1, id: 'call_2', name: 'rooms', signature: null },
  { type: 'tool-call-delta', choice: 0, call: 1, argumentsText: '{}' },
  { type: 'usage', usage: { ...NO_USAGE, inputTokens: 5, outputTokens: 6 } },
  { type: 'finish', choice: 0, reason: 'tool_calls' },
  { type: 'message-end' },
];

/** The official client, answered with the given body instead of by a server. */
function client(body: string, type: string): OpenAI {
  const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': type } }));
  return new OpenAI({ apiKey: 'k', baseURL: 'http://gateway.test/v1', fetch, maxRetries: 0 });
}

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hi' }];
const CALLS = [
  { id: 'call_1', type: 'function', function: { name: 'temp', arguments: '{"city":"Oslo"}' } },
  { id: 'call_2', type: 'function', function: { name: 'rooms', arguments: '{}' } },
];

describe('the openai package', () => {
  it('puts a streamed reply together with its stream helper', async () => {
    const encoder = openAiChat.encodeStream(CONTEXT);
    const body = EVENTS.map((event) => encoder.push([event])).join('') + encoder.end();
    const stream = client(body, 'text/event-stream').chat.completions.stream({
      model: 'm',
      messages,
      stream_options: { include_usage: true },
    });
    const completion = await stream.finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { role: 'assistant', content: 'Looking 🌍.', tool_calls: CALLS },
    });
    expect(completion.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 });
  });

  it('reads a whole reply', async () => {
    const body = JSON.stringify(openAiChat.encodeReply(EVENTS, CONTEXT));
    const completion = await client(body, 'application/json').chat.completions.create({
      model: 'm',
      messages,
    });
    expect(completion.choices[0]?.message).toMatchObject({ content: 'Looking 🌍.', tool_calls: CALLS });
  });

  it('throws the error of a stream that failed in the middle', async () => {
    const encoder = openAiChat.encodeStream(CONTEXT);
    const body =
      encoder.push(EVENTS.slice(0, 5)) +
      encoder.fail({ class: 'ServiceUnavailableError', message: 'The upstream is overloaded.', param: null });
    const stream = await client(body, 'text/event-stream').chat.completions.create({
      model: 'm',
      messages,
      stream: true,
    });
    const read = async () => {
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      return text;
    };
    await expect(read()).rejects.toThrow('The upstream is overloaded.');
  });
});
