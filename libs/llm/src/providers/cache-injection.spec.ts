import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { openAiChat } from '../surfaces/openai-chat/surface.js';
import { chatAbility, isCannot, isFailure, type Target } from './provider.js';
import { findProvider } from './registry.js';

const MARK = { type: 'ephemeral' };
const HOUR = { type: 'ephemeral', ttl: '1h' };

function send(
  points: Json,
  body: JsonObject,
  { prefix, model } = { prefix: 'anthropic', model: 'claude-sonnet-4-20250514' },
): JsonObject {
  const provider = findProvider(prefix)!;
  const target: Target = {
    model,
    baseUrl: null,
    apiKey: 'k',
    apiVersion: null,
    organization: null,
    headers: {},
    params: { cache_control_injection_points: points, aws_region_name: 'eu-west-1' },
    dropParams: false,
  };
  const chat = chatAbility(provider, target);
  if (isCannot(chat)) throw new Error(`${prefix} chats.`);
  const request = openAiChat.decode({ ...body, model: target.model });
  if (isFailure(request)) throw new Error(request.message);
  const sent = chat.encode(request, target);
  if (isFailure(sent)) throw new Error(sent.message);
  return sent;
}

/** `cache_control` of every block, in the order tools, system, messages. */
function marksOf(sent: JsonObject): (Json | undefined)[] {
  const turns = (sent['messages'] as { content: JsonObject[] }[]).flatMap(({ content }) => content);
  const blocks = [
    ...((sent['tools'] as JsonObject[] | undefined) ?? []),
    ...((sent['system'] as JsonObject[] | undefined) ?? []),
    ...turns,
  ];
  return blocks.map((block) => block['cache_control']);
}

const system = { role: 'system', content: 'Be terse.' };
const user = { role: 'user', content: 'Hi' };
const tool = { type: 'function', function: { name: 'f' } };

describe('cache marks a deployment asks for', () => {
  it('stand on the last block of the messages named by role or place, and on the last tool', () => {
    const points = [
      { location: 'message', role: 'system' },
      { location: 'message', index: -1, control: HOUR },
      { location: 'tool_config' },
    ];
    const sent = send(points, { messages: [system, user], tools: [tool, tool] });
    expect(marksOf(sent)).toEqual([undefined, MARK, MARK, HOUR]);
  });

  it('never displace the client’s own, and never make more than four', () => {
    const marked = (text: string, cache_control: JsonObject) => ({ type: 'text', text, cache_control });
    const points = [
      { location: 'message', index: '-1' },
      { location: 'message', role: 'system' },
    ];
    const sent = send(points, {
      tools: [{ ...tool, cache_control: MARK }],
      messages: [
        { role: 'system', content: [marked('a', HOUR), marked('b', MARK)] },
        { role: 'user', content: [marked('c', MARK)] },
        { role: 'assistant', content: 'd' },
        { role: 'user', content: 'e' },
      ],
    });
    expect(marksOf(sent)).toEqual([MARK, HOUR, MARK, MARK, undefined, undefined]);
  });

  it('are cache points to Bedrock', () => {
    const bedrock = { prefix: 'bedrock', model: 'anthropic.claude-sonnet-4-20250514-v1:0' };
    const sent = send([{ location: 'message', role: 'user' }], { messages: [user] }, bedrock);
    expect(sent['messages']).toEqual([
      { role: 'user', content: [{ text: 'Hi' }, { cachePoint: { type: 'default' } }] },
    ]);
  });

  it('go to the last messages of a role when there are more than marks', () => {
    const messages = Array.from({ length: 6 }, (_, at) => ({
      role: at % 2 === 0 ? 'user' : 'assistant',
      content: `t${at}`,
    }));
    const sent = send(
      [
        { location: 'message', role: 'user' },
        { location: 'message', role: 'assistant' },
      ],
      {
        messages: [...messages, { role: 'user', content: 'last' }],
      },
    );
    expect(marksOf(sent)).toEqual([MARK, undefined, MARK, undefined, MARK, undefined, MARK]);
  });

  it.each([
    [[{ location: 'message', index: 9 }]],
    [[{ location: 'message' }]],
    [[{ location: 'elsewhere' }, 'x', null]],
    ['x'],
  ])('are none where %j names nothing', (points) => {
    expect(marksOf(send(points, { messages: [user] }))).toEqual([undefined]);
  });
});
