import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  FAMILIES,
  familiesBut,
  familiesOf,
  FamilyHost,
  named,
  TRANSLATED,
} from '../testing/families.suite.js';
import { conversationOf, rolesOf } from '../testing/sent-conversation.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const turn = (role: string, content: string) => ({ role, content });

describe('instructions that stand anywhere (B08a)', () => {
  const messages = [
    turn('system', 'Be terse.'),
    turn('user', 'Hi'),
    turn('assistant', 'Hello.'),
    turn('system', 'Answer in French.'),
    turn('developer', 'No emoji.'),
    turn('user', 'Sky?'),
  ];

  it.each(named(FAMILIES))('all reach %s, in order, and nothing else is lost', async (_, family) => {
    expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
    const said = conversationOf(family.wire, house.sent(family));
    const instructions = said.filter((line) => /^(?:system|developer): /.test(line));
    const told = instructions.map((line) => line.replace(/^\w+: /, '').replaceAll(/\s+/g, ' ')).join(' ');
    expect(told).toBe('Be terse. Answer in French. No emoji.');
    expect(said.filter((line) => !instructions.includes(line))).toEqual([
      'user: Hi',
      'assistant: Hello.',
      'user: Sky?',
    ]);
  });

  it.each(named(familiesBut('OpenAI', 'Azure OpenAI')))(
    'of a developer are the system’s to %s',
    async (_, family) => {
      await house.ask(family, { messages });
      expect(JSON.stringify(house.sent(family))).not.toContain('developer');
    },
  );

  it.each(
    named(
      familiesOf(
        'Anthropic',
        'Claude on Vertex AI',
        'Claude on Bedrock',
        'Nova on Bedrock',
        'Gemini',
        'Gemini on Vertex AI',
      ),
    ),
  )('leave user and assistant alternating on %s', async (_, family) => {
    await house.ask(family, { messages });
    const [user, model] = ['user', family.wire === 'gemini' ? 'model' : 'assistant'];
    expect(rolesOf(family.wire, house.sent(family))).toEqual([user, model, user]);
  });

  it('stand in one message at the start for Ollama, whose templates know no other place', async () => {
    const [ollama] = familiesOf('Ollama');
    await house.ask(ollama!, { messages });
    expect(rolesOf('ollama', house.sent(ollama!))).toEqual(['system', 'user', 'assistant', 'user']);
  });
});

describe('a last turn of the assistant (B08b)', () => {
  const messages = [turn('user', 'Make JSON.'), turn('assistant', 'Sure: {  \n')];

  it.each(named(familiesOf('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock')))(
    'is continued by %s, without trailing blanks',
    async (_, family) => {
      expect(await house.ask(family, { messages, max_tokens: 50 })).toMatchObject({ status: 200 });
      expect(conversationOf(family.wire, house.sent(family))).toEqual([
        'user: Make JSON.',
        'assistant: Sure: {',
      ]);
    },
  );

  it('is a 400 that names it on Cohere, which continues none', async () => {
    const [cohere] = familiesOf('Cohere');
    const { status, body } = await house.ask(cohere!, { messages });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { type: 'invalid_request_error', param: 'messages[1]' } });
    expect(house.sentCalls).toBe(0);
  });

  it('is asked of Mistral as a prefix', async () => {
    const [mistral] = familiesOf('Mistral');
    expect(await house.ask(mistral!, { messages })).toMatchObject({ status: 200 });
    expect(house.sent(mistral!)).toMatchObject({ messages: [{}, { role: 'assistant', prefix: true }] });
  });

  it.each(named(familiesBut('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock', 'Mistral', 'Cohere')))(
    'is told %s as it stands, and answered',
    async (_, family) => {
      expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
      expect(conversationOf(family.wire, house.sent(family)).at(-1)).toContain('assistant: Sure: {');
    },
  );
});

describe('instructions alone (B08c)', () => {
  it.each(named(TRANSLATED))('are the user’s turn to %s', async (_, family) => {
    expect(await house.ask(family, { messages: [turn('system', 'Make a title.')] })).toMatchObject({
      status: 200,
    });
    const said = conversationOf(family.wire, house.sent(family));
    expect(said).toEqual(['user: Make a title.']);
  });

  it.each(named(FAMILIES))('are answered by %s', async (_, family) => {
    expect(await house.ask(family, { messages: [turn('system', 'Make a title.')] })).toMatchObject({
      status: 200,
    });
  });
});

describe('turns of one role in a row (B08d)', () => {
  it.each(named(FAMILIES))('of the user are all heard by %s', async (_, family) => {
    const messages = [
      turn('user', 'One.'),
      turn('user', 'Two.'),
      turn('assistant', 'A.'),
      turn('user', 'Three.'),
    ];
    expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
    const said = conversationOf(family.wire, house.sent(family)).join(' ');
    expect(said).toMatch(/One\.[^]*Two\.[^]*A\.[^]*Three\./);
  });

  it.each(named(familiesOf('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock', 'Nova on Bedrock')))(
    'of the user are one turn to %s',
    async (_, family) => {
      await house.ask(family, { messages: [turn('user', 'One.'), turn('user', 'Two.')] });
      expect(rolesOf(family.wire, house.sent(family))).toEqual(['user']);
    },
  );

  it.each(named(FAMILIES))('that begin with the assistant are taken by %s', async (_, family) => {
    const messages = [turn('assistant', 'Welcome.'), turn('user', 'Hi')];
    expect(await house.ask(family, { messages })).toMatchObject({ status: 200 });
    const said = conversationOf(family.wire, house.sent(family));
    expect(said.slice(-2)).toEqual(['assistant: Welcome.', 'user: Hi']);
  });
});
