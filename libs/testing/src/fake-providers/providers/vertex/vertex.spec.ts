import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';
import { Agent, setGlobalDispatcher } from 'undici';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;

beforeAll(async () => {
  // The client looks for the runtime's dispatcher, which Jest's own global object does not have.
  setGlobalDispatcher(new Agent());
  fakes = await FakeProviders.start();
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

function clientWith(access_token: string): GoogleGenAI {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token });
  return new GoogleGenAI({
    vertexai: true,
    project: 'proj',
    location: 'europe-west4',
    googleAuthOptions: { authClient },
    httpOptions: { baseUrl: fakes.baseUrl('vertex') },
  });
}

const claude = (method: string, body: object, token = 'ya29.test') =>
  fetch(
    `${fakes.baseUrl('vertex')}/v1/projects/proj/locations/us-east5/publishers/anthropic/models/claude-sonnet-4@20250514:${method}`,
    { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) },
  );

const ASK = {
  anthropic_version: 'vertex-2023-10-16',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'twelve bytes' }],
};

describe('the fake Vertex AI', () => {
  it('serves Gemini to @google/genai, whole and streamed', async () => {
    const client = clientWith('ya29.test');
    const reply = await client.models.generateContent({
      model: 'gemini-2.5-flash',
      contents: 'twelve bytes',
    });
    expect(reply.text).toBe('twelve bytes');
    let text = '';
    const stream = await client.models.generateContentStream({
      model: 'gemini-2.5-flash',
      contents: 'Nord 北🌍é',
    });
    for await (const piece of stream) text += piece.text ?? '';
    expect(text).toBe('Nord 北🌍é');
    expect(fakes.calls.last({ provider: 'vertex' })?.path).toContain(
      '/projects/proj/locations/europe-west4/',
    );
  });

  it('refuses a stranger’s token', async () => {
    const refused = clientWith('nonsense').models.generateContent({
      model: 'gemini-2.5-flash',
      contents: 'x',
    });
    await expect(refused).rejects.toMatchObject({ status: 401 });
  });

  it('serves Claude with the version in the body, as Anthropic does', async () => {
    const whole = await claude('rawPredict', ASK);
    expect(await whole.json()).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: 'twelve bytes' }],
    });
    const streamed = await (await claude('streamRawPredict', { ...ASK, stream: true })).text();
    expect(streamed).toContain('event: message_start');
    expect(streamed).toContain('event: message_stop');
  });

  it('refuses Claude without the version, with a model in the body, or streamed by the wrong method', async () => {
    const { anthropic_version: _version, ...bare } = ASK;
    const statuses = await Promise.all([
      claude('rawPredict', bare),
      claude('rawPredict', { ...ASK, model: 'claude-sonnet-4' }),
      claude('rawPredict', { ...ASK, stream: true }),
    ]);
    expect(statuses.map((reply) => reply.status)).toEqual([400, 400, 400]);
  });
});
