import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ApiError,
  FunctionCallingConfigMode,
  GoogleGenAI,
  type GenerateContentResponse,
  Type,
} from '@google/genai';
import { Agent, setGlobalDispatcher } from 'undici';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: GoogleGenAI;

beforeAll(async () => {
  // The client looks for the runtime's dispatcher, which Jest's own global object does not have.
  setGlobalDispatcher(new Agent());
  fakes = await FakeProviders.start();
  client = new GoogleGenAI({ apiKey: 'AIza-test', httpOptions: { baseUrl: fakes.baseUrl('gemini') } });
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const model = 'gemini-2.5-flash';
const weather = {
  name: 'weather',
  parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } }, required: ['city'] },
};

async function all(stream: AsyncGenerator<GenerateContentResponse>): Promise<GenerateContentResponse[]> {
  const replies: GenerateContentResponse[] = [];
  for await (const reply of stream) replies.push(reply);
  return replies;
}

describe('the fake Gemini, driven by @google/genai', () => {
  it('echoes the last user turn and counts tokens', async () => {
    const reply = await client.models.generateContent({ model, contents: 'twelve bytes' });
    expect(reply.text).toBe('twelve bytes');
    expect(reply.candidates?.[0]?.finishReason).toBe('STOP');
    // One content and its 12 bytes.
    expect(reply.usageMetadata).toMatchObject({
      promptTokenCount: 4,
      candidatesTokenCount: 3,
      totalTokenCount: 7,
    });
    expect((await client.models.countTokens({ model, contents: 'twelve bytes' })).totalTokens).toBe(4);
  });

  it('streams thoughts, text and usage that grows', async () => {
    const config = { thinkingConfig: { includeThoughts: true, thinkingBudget: 512 } };
    const replies = await all(
      await client.models.generateContentStream({ model, contents: 'Nord 北🌍é', config }),
    );
    const parts = replies.flatMap((reply) => reply.candidates?.[0]?.content?.parts ?? []);
    expect(parts[0]).toEqual({ text: 'The user said: Nord 北🌍é', thought: true });
    expect(
      parts
        .slice(1)
        .map((part) => part.text)
        .join(''),
    ).toBe('Nord 北🌍é');
    const counts = replies.map((reply) => reply.usageMetadata?.totalTokenCount ?? 0);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    // 29 bytes.
    expect(replies.at(-1)?.usageMetadata?.thoughtsTokenCount).toBe(8);
  });

  it('calls tools in parallel, signs the first call, and takes their results', async () => {
    const config = { tools: [{ functionDeclarations: [weather] }] };
    const contents = 'use tool weather with {"city":"Oslo"} and use tool weather with {"city":"Rome"}';
    const asked = await client.models.generateContent({ model, contents, config });
    expect(asked.functionCalls?.map((call) => call.args)).toEqual([{ city: 'Oslo' }, { city: 'Rome' }]);
    const turn = asked.candidates?.[0]?.content;
    expect(turn?.parts?.map((part) => part.thoughtSignature !== undefined)).toEqual([true, false]);
    const result = (output: string) => ({ functionResponse: { name: 'weather', response: { output } } });
    const answered = await client.models.generateContent({
      model: 'gemini-3-pro-preview',
      contents: [
        { role: 'user', parts: [{ text: contents }] },
        turn!,
        { role: 'user', parts: [result('4'), result('19')] },
      ],
      config,
    });
    expect(answered.text).toBe('Tool results: 4; 19');
  });

  it('forces a tool, gives JSON by a schema, and stops at a bound', async () => {
    const functionCallingConfig = { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ['weather'] };
    const forced = await client.models.generateContent({
      model,
      contents: 'hm',
      config: { tools: [{ functionDeclarations: [weather] }], toolConfig: { functionCallingConfig } },
    });
    expect(forced.functionCalls).toMatchObject([{ name: 'weather', args: { city: 'text' } }]);
    const responseSchema = { type: Type.OBJECT, properties: { n: { type: Type.INTEGER } }, required: ['n'] };
    const json = await client.models.generateContent({
      model,
      contents: 'hm',
      config: { responseMimeType: 'application/json', responseSchema },
    });
    expect(json.text).toBe('{"n":1}');
    const cut = await client.models.generateContent({
      model,
      contents: 'say 9 words',
      config: { maxOutputTokens: 2 },
    });
    expect(cut.candidates?.[0]?.finishReason).toBe('MAX_TOKENS');
  });

  it('refuses what Gemini refuses: a wrong key, an unknown schema word, a lost signature', async () => {
    const stranger = new GoogleGenAI({
      apiKey: 'nonsense',
      httpOptions: { baseUrl: fakes.baseUrl('gemini') },
    });
    const refused = await stranger.models
      .generateContent({ model, contents: 'x' })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('API_KEY_INVALID') });
    const odd = { ...weather, parameters: { ...weather.parameters, additionalProperties: false } };
    const raw = await fetch(`${fakes.baseUrl('gemini')}/v1beta/models/${model}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'AIza-test' },
      body: JSON.stringify({
        contents: [{ parts: [{ text: 'x' }] }],
        tools: [{ functionDeclarations: [odd] }],
      }),
    });
    expect(raw.status).toBe(400);
    expect(await raw.text()).toContain('Unknown name \\"additionalProperties\\"');
    const unsigned = client.models.generateContent({
      model: 'gemini-3-pro-preview',
      contents: [
        { role: 'user', parts: [{ text: 'x' }] },
        { role: 'model', parts: [{ functionCall: { name: 'weather', args: {} } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { output: '4' } } }] },
      ],
    });
    await expect(unsigned).rejects.toThrow('missing a thought_signature');
  });

  it('fails on request, before and inside a stream', async () => {
    fakes.queue({ provider: 'gemini' }, { faults: [{ kind: 'status', status: 429 }] });
    await expect(client.models.generateContent({ model, contents: 'x' })).rejects.toMatchObject({
      status: 429,
    });
    fakes.queue({ provider: 'gemini' }, { faults: [{ kind: 'error-event', afterEvents: 1, status: 503 }] });
    const stream = await client.models.generateContentStream({ model, contents: 'a b c' });
    await expect(all(stream)).rejects.toThrow('overloaded');
  });
});
