import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FAMILIES, FamilyHost, named } from '../testing/families.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

const TOOLS = ['read', 'stat'].map((name) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: {} } },
}));

/** A text without lone halves of characters, which no wire can carry, and no blank edges, which some families trim. */
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((said) => `a${said}z`);
const call = fc.record({
  name: fc.constantFrom('read', 'stat'),
  arguments: fc.dictionary(
    fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
    text,
    { maxKeys: 3 },
  ),
});
const answer = fc.record({
  pieces: fc.array(text, { minLength: 1, maxLength: 4 }),
  toolCalls: fc.array(call, { maxLength: 3 }),
  usage: fc.record({ inputTokens: fc.nat({ max: 9_999 }), outputTokens: fc.integer({ min: 1, max: 9_999 }) }),
  every: fc.integer({ min: 1, max: 60 }),
});

interface Whole {
  choices: {
    message: { content: string | null; tool_calls?: { function: { name: string; arguments: string } }[] };
    finish_reason: string;
  }[];
  usage: { prompt_tokens: number; completion_tokens: number };
}

describe('any answer', () => {
  it.each(named(FAMILIES))(
    'of %s says the same whole and streamed, however its bytes are cut',
    async (_, family) => {
      await fc.assert(
        fc.asyncProperty(answer, async ({ pieces, toolCalls, usage, every }) => {
          const scripted = {
            pieces,
            usage,
            toolCalls: toolCalls.map((one) => ({ name: one.name, arguments: JSON.stringify(one.arguments) })),
          };
          const asked = { messages: [{ role: 'user', content: 'Hi' }], tools: TOOLS };
          house.next(family, scripted);
          const got = await house.ask(family, asked);
          const { choices, usage: counted } = got.body as unknown as Whole;
          house.next(family, scripted, { kind: 'split', every });
          const stream = await house.stream(family, { ...asked, stream_options: { include_usage: true } });
          const [choice] = choices;
          const calls = (list: readonly { name: string; arguments: string }[]) =>
            list.map((one) => [one.name, JSON.parse(one.arguments)] as const);
          // Cohere tells a plan in place of a text when it calls tools, and never both.
          if (family.wire !== 'cohere' || toolCalls.length === 0) {
            expect(stream.text).toBe(choice!.message.content ?? '');
            expect(stream.text).toBe(pieces.join(''));
          }
          const whole = calls((choice!.message.tool_calls ?? []).map((one) => one.function));
          expect(calls(stream.calls)).toEqual(whole);
          expect(whole).toEqual(toolCalls.map((one) => [one.name, { ...one.arguments }]));
          expect(stream.finishes).toEqual([choice!.finish_reason]);
          expect(stream.chunks.at(-1)!.usage).toMatchObject({
            prompt_tokens: counted.prompt_tokens,
            completion_tokens: counted.completion_tokens,
          });
        }),
        { numRuns: 15 },
      );
    },
  );
});
