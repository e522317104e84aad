import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { FAMILIES, familiesOf, FamilyHost, named, TRANSLATED } from '../testing/families.suite.js';
import { conversationOf, rolesOf } from '../testing/sent-conversation.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const HI = { role: 'user', content: 'Hi' };
const BYE = { role: 'user', content: 'Bye' };
const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const TOOLS = [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }];
const CALL = { id: 'call_f', type: 'function', function: { name: 'f', arguments: '{}' } };
const calling = (content: JsonObject['content']) => [
  HI,
  { role: 'assistant', content: content ?? null, tool_calls: [CALL] },
  { role: 'tool', tool_call_id: 'call_f', content: '7' },
];

/** Families that refuse blank text, and whose turns must alternate. */
const STRICT = familiesOf('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock', 'Nova on Bedrock');

describe('text that is empty or blank (B07)', () => {
  it.each(
    TRANSLATED.flatMap((family) =>
      (['', null, [], '  \n'] as const).map(
        (content) => [JSON.stringify(content), family.name, content, family] as const,
      ),
    ),
  )('%s beside a call is left out for %s', async (_, __, content, family) => {
    expect(await house.ask(family, { tools: TOOLS, messages: calling(content as never) })).toMatchObject({
      status: 200,
    });
    const said = conversationOf(family.wire, house.sent(family)).filter(
      (line) => !/^assistant:\s*$/.test(line),
    );
    expect(said).toEqual(['user: Hi', 'call 1: f {}', 'result 1: 7']);
  });

  it.each(
    TRANSLATED.flatMap((family) =>
      (['  \n', '', []] as const).map(
        (content) => [JSON.stringify(content), family.name, content, family] as const,
      ),
    ),
  )('%s as a whole assistant turn does not stop %s', async (_, __, content, family) => {
    const messages = [HI, { role: 'assistant', content: content as never }, BYE];
    expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
  });

  it.each(named(STRICT))('leaves roles in an order that %s takes', async (_, family) => {
    await house.ask(family, { messages: [HI, { role: 'assistant', content: ' ' }, BYE] });
    expect(rolesOf(family.wire, house.sent(family))).toEqual(['user']);
    const turns = [
      HI,
      { role: 'assistant', content: 'A' },
      { role: 'user', content: ' ' },
      { role: 'assistant', content: 'B' },
      BYE,
    ];
    expect(await house.ask(family, { messages: turns })).toMatchObject({ status: 200 });
    expect(rolesOf(family.wire, house.sent(family))).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
  });

  it.each(named(TRANSLATED))('beside an image leaves the image alone for %s', async (_, family) => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: '' }, IMAGE] }];
    expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
    const said = conversationOf(family.wire, house.sent(family)).filter((line) => line !== 'user: ');
    expect(said).toEqual(['user: [image/png iVBORw0KGgo=]']);
  });

  it.each(named(STRICT))('as all there is is a 400 that names the turn, on %s', async (_, family) => {
    for (const content of ['', ' ', []]) {
      const { status, body } = await house.ask(family, { messages: [{ role: 'user', content }] });
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { type: 'invalid_request_error', param: 'messages[0]' } });
    }
  });

  it.each(
    TRANSLATED.flatMap((family) =>
      (['', ' ', [{ type: 'text', text: '' }]] as const).map(
        (content) => [JSON.stringify(content), family.name, content, family] as const,
      ),
    ),
  )('%s as instructions gives %s none', async (_, __, content, family) => {
    const messages = [{ role: 'system', content: content as never }, HI];
    expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
    const said = conversationOf(family.wire, house.sent(family));
    expect(said.filter((line) => !/^system:\s*$/.test(line))).toEqual(['user: Hi']);
    if (family.wire !== 'openai') expect(said).toEqual(['user: Hi']);
  });

  it.each(named(FAMILIES))('as the result of a tool is taken by %s', async (_, family) => {
    for (const content of ['', [{ type: 'text', text: '' }]]) {
      const messages = calling(null).map((turn) => (turn.role === 'tool' ? { ...turn, content } : turn));
      expect(await house.ask(family, { tools: TOOLS, messages: messages })).toMatchObject({
        status: 200,
      });
    }
  });
});
