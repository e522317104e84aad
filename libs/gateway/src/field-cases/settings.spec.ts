import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import {
  FAMILIES,
  familiesBut,
  familiesOf,
  type FamilyName,
  FamilyHost,
  named,
} from '../testing/families.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const HI = [{ role: 'user', content: 'Hi' }];
const TOOLS = [
  { type: 'function', function: { name: 'temp', parameters: { type: 'object', properties: {} } } },
];

function valueAt(body: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as JsonObject | undefined)?.[key], body);
}

/** Where Claude's thinking stands in a body. */
const THINKING: readonly (readonly [FamilyName, string])[] = [
  ['Anthropic', 'thinking'],
  ['Claude on Vertex AI', 'thinking'],
  ['Claude on Bedrock', 'additionalModelRequestFields.thinking'],
];

describe('reasoning_effort (B09)', () => {
  const effort = { messages: HI, reasoning_effort: 'high', max_tokens: 8_000, temperature: 0.2 };

  it.each(THINKING)('on %s is a budget that is legal, and excludes other sampling', async (name, path) => {
    const [family] = familiesOf(name);
    expect(await house.ask(family!, { ...effort, top_k: 5 })).toMatchObject({ status: 200 });
    const sent = house.sent(family!);
    const thinking = valueAt(sent, path) as { type: string; budget_tokens: number };
    expect(thinking.type).toBe('enabled');
    expect(thinking.budget_tokens).toBeGreaterThanOrEqual(1_024);
    expect(thinking.budget_tokens).toBeLessThan(8_000);
    expect(JSON.stringify(sent)).not.toMatch(/"top_?k"|"temperature":0\.2/i);
  });

  const left: readonly (readonly [string, JsonObject])[] = [
    ['the bound leaves no legal budget', { max_tokens: 600 }],
    ['a call is forced', { tools: TOOLS, tool_choice: 'required' }],
    [
      'the history has calls without thoughts',
      {
        tools: TOOLS,
        messages: [
          ...HI,
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'temp', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: 'call_1', content: '4' },
        ],
      },
    ],
    ['none is asked for', { reasoning_effort: 'none' }],
  ];
  it.each(THINKING.flatMap(([name, path]) => left.map(([why, over]) => [name, why, path, over] as const)))(
    'on %s gives way when %s',
    async (name, _, path, over) => {
      const [family] = familiesOf(name);
      expect(await house.ask(family!, { ...effort, ...over })).toMatchObject({ status: 200 });
      expect([undefined, { type: 'disabled' }]).toContainEqual(valueAt(house.sent(family!), path));
    },
  );

  it('is a level for Gemini 3, and a budget above nothing for those before it', async () => {
    const [three] = familiesOf('Gemini');
    await house.ask(three!, { messages: HI, reasoning_effort: 'low' });
    expect(valueAt(house.sent(three!), 'generationConfig.thinkingConfig.thinkingLevel')).toEqual(
      expect.stringMatching(/^low$/i),
    );
    const [two] = familiesOf('Gemini on Vertex AI');
    await house.ask(two!, { messages: HI, reasoning_effort: 'low' });
    expect(valueAt(house.sent(two!), 'generationConfig.thinkingConfig.thinkingBudget')).toBeGreaterThan(0);
  });

  it('on a model that cannot reason is a 400 by name, or dropped with drop_params', async () => {
    const [nova] = familiesOf('Nova on Bedrock');
    const refused = await house.ask(nova!, { messages: HI, reasoning_effort: 'high' });
    expect(refused).toMatchObject({ status: 400, body: { error: { param: 'reasoning_effort' } } });
    expect(house.sentCalls).toBe(0);
    const dropped = await house.ask(nova!, { messages: HI, reasoning_effort: 'high', drop_params: true });
    expect(dropped.status).toBe(200);
  });
});

describe('the bound of a reply (B10)', () => {
  const PLACES: Readonly<Record<FamilyName, string>> = {
    OpenAI: 'max_tokens',
    'Azure OpenAI': 'max_tokens',
    'OpenAI-compatible': 'max_tokens',
    Anthropic: 'max_tokens',
    Gemini: 'generationConfig.maxOutputTokens',
    'Gemini on Vertex AI': 'generationConfig.maxOutputTokens',
    'Claude on Vertex AI': 'max_tokens',
    'Claude on Bedrock': 'inferenceConfig.maxTokens',
    'Nova on Bedrock': 'inferenceConfig.maxTokens',
    Mistral: 'max_tokens',
    Cohere: 'max_tokens',
    Ollama: 'options.num_predict',
  };

  it.each(named(FAMILIES))('is told %s in its words, under either of its names', async (_, family) => {
    const path = PLACES[family.name];
    for (const bound of ['max_tokens', 'max_completion_tokens']) {
      expect(await house.ask(family, { messages: HI, [bound]: 200 })).toMatchObject({ status: 200 });
      const sent = house.sent(family);
      expect(valueAt(sent, path) ?? sent['max_completion_tokens']).toBe(200);
    }
  });

  it.each(named(FAMILIES))('is the newer name’s where both are given, on %s', async (_, family) => {
    const both = { messages: HI, max_tokens: 200, max_completion_tokens: 300 };
    // OpenAI itself takes both, and says which counts.
    if (family.forwarded && family.name !== 'OpenAI-compatible') return;
    expect(await house.ask(family, both)).toMatchObject({ status: 200 });
    expect(valueAt(house.sent(family), PLACES[family.name])).toBe(300);
    expect(JSON.stringify(house.sent(family))).not.toContain('200');
  });

  it.each(named(familiesOf('Anthropic', 'Claude on Vertex AI')))(
    'is the model’s own limit for %s when nobody says one',
    async (_, family) => {
      expect(await house.ask(family, { messages: HI })).toMatchObject({ status: 200 });
      expect(house.sent(family)['max_tokens']).toBe(64_000);
    },
  );

  it.each(named(familiesOf('OpenAI', 'OpenAI-compatible', 'Azure OpenAI')))(
    'an error inside a 200 of %s is a failure, and costs nothing',
    async (_, family) => {
      house.host.events.length = 0;
      const body = JSON.stringify({
        error: { message: 'Unsupported parameter: max_tokens', type: 'invalid_request_error' },
      });
      house.fakes.queue({ provider: family.fake }, { verbatim: { body } });
      const { status } = await house.ask(family, { messages: HI });
      expect(status).toBe(400);
      expect((await house.host.onlyEvent()).cost ?? 0n).toBe(0n);
    },
  );
});

describe('cache marks (B11)', () => {
  const mark = { cache_control: { type: 'ephemeral' } };
  const text = (said: string, marked: object = {}) => ({ type: 'text', text: said, ...marked });
  const marked = {
    max_tokens: 50,
    tools: [{ ...TOOLS[0], ...mark }],
    messages: [
      {
        role: 'system',
        content: [text('A', { cache_control: { type: 'ephemeral', ttl: '1h' } }), text('B', mark)],
      },
      { role: 'user', content: [text('C', mark), text('D')] },
    ],
  };

  it.each(named(familiesOf('Anthropic', 'Claude on Vertex AI')))(
    'stand where the client put them, on %s',
    async (_, family) => {
      expect(await house.ask(family, marked)).toMatchObject({ status: 200 });
      const sent = house.sent(family);
      expect(sent['system']).toEqual([
        text('A', { cache_control: { type: 'ephemeral', ttl: '1h' } }),
        text('B', mark),
      ]);
      expect(sent['messages']).toEqual([{ role: 'user', content: [text('C', mark), text('D')] }]);
      expect(sent['tools']).toMatchObject([mark]);
    },
  );

  it.each(named(familiesOf('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock')))(
    'beyond four are not sent to %s, which refuses a fifth',
    async (_, family) => {
      const content = ['1', '2', '3', '4', '5', '6'].map((said) => text(said, mark));
      expect(
        await house.ask(family, { max_tokens: 50, messages: [{ role: 'user', content }] }),
      ).toMatchObject({
        status: 200,
      });
      expect(JSON.stringify(house.sent(family)).match(/cache_control|cachePoint/g)).toHaveLength(4);
    },
  );

  it('are blocks of their own behind what they mark, on Bedrock', async () => {
    const [family] = familiesOf('Claude on Bedrock');
    expect(await house.ask(family!, marked)).toMatchObject({ status: 200 });
    const sent = house.sent(family!);
    const point = { cachePoint: { type: 'default' } };
    expect(sent).toMatchObject({
      system: [{ text: 'A' }, point, { text: 'B' }, point],
      messages: [{ role: 'user', content: [{ text: 'C' }, point, { text: 'D' }] }],
      toolConfig: { tools: [{ toolSpec: { name: 'temp' } }, point] },
    });
  });

  it.each(named(familiesBut('Anthropic', 'Claude on Vertex AI', 'Claude on Bedrock', 'Nova on Bedrock')))(
    'never reach %s, and the text stays in order',
    async (_, family) => {
      expect(await house.ask(family, marked)).toMatchObject({ status: 200 });
      const sent = JSON.stringify(house.sent(family));
      expect(sent).not.toMatch(/cache_?control|cache_?point|ephemeral/i);
      expect(sent.indexOf('C')).toBeGreaterThan(-1);
    },
  );
});
