import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI, { AuthenticationError, AzureOpenAI, NotFoundError } from 'openai';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;

beforeAll(async () => {
  fakes = await FakeProviders.start();
});
afterAll(() => fakes.close());

const ask = { model: 'prod-7', messages: [{ role: 'user' as const, content: 'twelve bytes' }] };

describe('the fake Azure OpenAI, driven by openai', () => {
  it('serves deployments by path and version', async () => {
    const options = { endpoint: fakes.baseUrl('azure'), apiKey: 'key', maxRetries: 0 };
    const client = new AzureOpenAI({ ...options, apiVersion: '2024-10-21' });
    expect((await client.chat.completions.create(ask)).choices[0]?.message.content).toBe('twelve bytes');
    const odd = new AzureOpenAI({ ...options, apiVersion: 'nonsense' });
    await expect(odd.chat.completions.create(ask)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('serves the v1 form, where the deployment is the model of the body and no version is named', async () => {
    const baseURL = `${fakes.baseUrl('azure')}/openai/v1`;
    const client = new OpenAI({ baseURL, apiKey: 'entra-token', maxRetries: 0 });
    expect((await client.chat.completions.create(ask)).choices[0]?.message.content).toBe('twelve bytes');
    const dated = new OpenAI({
      baseURL,
      apiKey: 'x',
      maxRetries: 0,
      defaultQuery: { 'api-version': '2024-10-21' },
    });
    await expect(dated.chat.completions.create(ask)).rejects.toBeInstanceOf(NotFoundError);
    const nobody = new OpenAI({
      baseURL,
      apiKey: 'x',
      maxRetries: 0,
      defaultHeaders: { authorization: null },
    });
    await expect(nobody.chat.completions.create(ask)).rejects.toBeInstanceOf(AuthenticationError);
  });
});
