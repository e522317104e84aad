import { describe, expect, it } from '@jest/globals';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { chatAbility, isCannot, isFailure, type Provider, type Target } from '../provider.js';
import { azureAi } from './foundry.js';
import { azure } from './provider.js';

const TARGET: Target = {
  model: 'prod-7',
  baseUrl: 'https://res.openai.azure.com',
  apiKey: 'key-1',
  apiVersion: '2024-10-21',
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};

function addressOf(provider: Provider, target: Target) {
  const chat = chatAbility(provider, target);
  if (isCannot(chat)) throw new Error('It chats.');
  const address = chat.address(target, false);
  if (isFailure(address)) throw new Error(address.message);
  return address;
}

describe('where Azure OpenAI is called', () => {
  it.each([
    [
      'https://res.openai.azure.com',
      'https://res.openai.azure.com/openai/deployments/prod-7/chat/completions?api-version=2024-10-21',
    ],
    [
      'https://res.openai.azure.com/openai',
      'https://res.openai.azure.com/openai/deployments/prod-7/chat/completions?api-version=2024-10-21',
    ],
    [
      'https://gw.example/azure/',
      'https://gw.example/azure/openai/deployments/prod-7/chat/completions?api-version=2024-10-21',
    ],
    [
      'https://res.openai.azure.com/openai/deployments/other',
      'https://res.openai.azure.com/openai/deployments/other/chat/completions?api-version=2024-10-21',
    ],
    [
      'https://res.openai.azure.com/openai/deployments/other/chat/completions?api-version=2025-01-01-preview',
      'https://res.openai.azure.com/openai/deployments/other/chat/completions?api-version=2025-01-01-preview',
    ],
    // The v1 form names no dated version.
    ['https://res.openai.azure.com/openai/v1/', 'https://res.openai.azure.com/openai/v1/chat/completions'],
  ])('api_base %s', (baseUrl, url) => {
    expect(addressOf(azure, { ...TARGET, baseUrl })).toEqual({ url, headers: ['api-key', 'key-1'] });
  });

  it('keeps the preview of the v1 form, and takes the version of the environment', () => {
    const v1 = { ...TARGET, baseUrl: 'https://res.openai.azure.com/openai/v1', apiVersion: 'preview' };
    expect(addressOf(azure, v1).url).toBe(
      'https://res.openai.azure.com/openai/v1/chat/completions?api-version=preview',
    );
    const dated = { ...TARGET, apiVersion: null, params: { api_version: '2024-06-01' } };
    expect(addressOf(azure, dated).url).toContain('api-version=2024-06-01');
  });

  it('prefers a given Entra token, and signs a client in where there is no key', () => {
    const token = addressOf(azure, { ...TARGET, params: { azure_ad_token: 'tok' } });
    expect(token.headers).toEqual(['authorization', 'Bearer tok']);
    const params = { tenant_id: 't', client_id: 'c', client_secret: 's' };
    const client = addressOf(azure, { ...TARGET, apiKey: null, params });
    expect(client).toMatchObject({
      headers: [],
      credential: {
        kind: 'azure-ad',
        tenantId: 't',
        clientId: 'c',
        clientSecret: 's',
        scope: 'https://cognitiveservices.azure.com/.default',
      },
    });
  });

  it('says what is missing', () => {
    expect(() => addressOf(azure, { ...TARGET, baseUrl: null })).toThrow('needs an api_base');
    expect(() => addressOf(azure, { ...TARGET, apiKey: null })).toThrow('needs an api_key');
    expect(() => addressOf(azure, { ...TARGET, baseUrl: 'ftp://x' })).toThrow('not an http(s) URL');
  });
});

describe('which model a deployment of Azure is', () => {
  const ability = azure.chat;
  if (isCannot(ability)) throw new Error('It chats.');
  const members = new Map([['max_tokens', '200']]);
  const renamed = [
    { member: 'max_tokens', text: null },
    { member: 'max_completion_tokens', text: '200' },
  ];

  it('is decided by base_model, not by the deployment’s name', () => {
    expect(ability.edits(members, { ...TARGET, params: { base_model: 'azure/gpt-5-mini' } })).toEqual(
      expect.arrayContaining(renamed),
    );
    expect(
      ability.edits(members, { ...TARGET, model: 'gpt-5', params: { base_model: 'azure/gpt-4o' } }),
    ).toEqual([]);
  });

  it('may be told by a prefix that is not part of the deployment’s name', () => {
    const target = { ...TARGET, model: 'o_series/prod-7' };
    expect(addressOf(azure, target).url).toContain('/deployments/prod-7/');
    expect(ability.edits(members, target)).toEqual(
      expect.arrayContaining([...renamed, { member: 'model', text: '"prod-7"' }]),
    );
    const request = openAiChat.decode({
      model: 'm',
      max_tokens: 200,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    if (isFailure(request)) throw new Error(request.message);
    expect(ability.encode(request, target)).toMatchObject({ model: 'prod-7', max_completion_tokens: 200 });
  });
});

describe('where Azure AI Foundry is called', () => {
  const foundry = { ...TARGET, apiVersion: null, model: 'DeepSeek-R1' };

  it('knows resources, their v1 form and serverless hosts', () => {
    const resource = addressOf(azureAi, { ...foundry, baseUrl: 'https://res.services.ai.azure.com' });
    expect(resource.url).toBe(
      'https://res.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview',
    );
    expect(resource.headers).toEqual(['api-key', 'key-1', 'extra-parameters', 'pass-through']);
    const v1 = addressOf(azureAi, { ...foundry, baseUrl: 'https://res.services.ai.azure.com/openai/v1' });
    expect(v1.url).toBe('https://res.services.ai.azure.com/openai/v1/chat/completions');
    const serverless = addressOf(azureAi, {
      ...foundry,
      baseUrl: 'https://llama.eastus2.models.ai.azure.com',
    });
    expect(serverless).toEqual({
      url: 'https://llama.eastus2.models.ai.azure.com/v1/chat/completions',
      headers: ['authorization', 'Bearer key-1'],
    });
  });

  it('sends Claude to its Messages API', () => {
    const target = {
      ...foundry,
      model: 'claude-sonnet-4-5',
      baseUrl: 'https://res.services.ai.azure.com/anthropic',
    };
    expect(addressOf(azureAi, target)).toEqual({
      url: 'https://res.services.ai.azure.com/anthropic/v1/messages',
      headers: ['api-key', 'key-1', 'anthropic-version', '2023-06-01'],
    });
    expect(chatAbility(azureAi, target)).toHaveProperty('wire', 'anthropic-messages');
  });
});
