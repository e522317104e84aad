import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { FAMILIES, FamilyHost, TRANSLATED } from '../testing/families.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const HI = { role: 'user', content: 'Hi' };
const call = (args: string) => ({ id: 'call_1', type: 'function', function: { name: 'f', arguments: args } });
const tool = (name: string) => ({ type: 'function', function: { name } });

/** What is wrong, and the member that must be named. */
const BAD: readonly (readonly [string, JsonObject, string])[] = [
  [
    'broken arguments in the history',
    {
      messages: [
        HI,
        { role: 'assistant', content: null, tool_calls: [call('{"a":')] },
        { role: 'tool', tool_call_id: 'call_1', content: 'x' },
      ],
    },
    'messages[1].tool_calls[0].function.arguments',
  ],
  [
    'a result without its call',
    { messages: [HI, { role: 'tool', tool_call_id: 'call_9', content: 'x' }] },
    'messages[1].tool_call_id',
  ],
  [
    'a call without its result',
    { messages: [HI, { role: 'assistant', content: null, tool_calls: [call('{}')] }, HI] },
    'messages[1].tool_calls[0]',
  ],
  ['an unknown role', { messages: [HI, { role: 'narrator', content: 'x' }] }, 'messages[1].role'],
  ['a message that is no object', { messages: [HI, 'x'] }, 'messages[1]'],
  [
    'content of an unknown kind',
    { messages: [{ role: 'user', content: [{ type: 'smell' }] }] },
    'messages[0].content[0].type',
  ],
  [
    'a picture that is no URL',
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }] },
      ],
    },
    'messages[0].content[0].image_url.url',
  ],
  [
    'a tool without a name',
    { messages: [HI], tools: [{ type: 'function', function: {} }] },
    'tools[0].function.name',
  ],
  [
    'too many tools',
    { messages: [HI], tools: Array.from({ length: 1_025 }, (_, at) => tool(`f${at}`)) },
    'tools',
  ],
  [
    'a choice of a tool that is not there',
    { messages: [HI], tools: [tool('f')], tool_choice: { type: 'function', function: { name: 'g' } } },
    'tool_choice',
  ],
];

describe('a bad chat', () => {
  it.each(
    TRANSLATED.flatMap((family) =>
      BAD.map(([what, body, param]) => [what, family.name, body, param, family] as const),
    ),
  )('with %s is a 400 that names its place, on %s, and is not sent', async (_, __, body, param, family) => {
    const got = await house.ask(family, body);
    expect(got).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', param } } });
    expect(house.sentCalls).toBe(0);
  });

  it.each(
    FAMILIES.flatMap((family) =>
      [[], null, 'x', {}].map(
        (messages) => [JSON.stringify(messages), family.name, messages, family] as const,
      ),
    ),
  )(
    'with the messages %s is a 400 on %s, before it is translated or forwarded',
    async (_, __, messages, family) => {
      const got = await house.ask(family, { messages });
      expect(got).toMatchObject({
        status: 400,
        body: { error: { type: 'invalid_request_error', param: 'messages' } },
      });
      expect(house.sentCalls).toBe(0);
    },
  );
});
