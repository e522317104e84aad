import { describe, expect, it } from '@jest/globals';
import { type Target } from '../provider.js';
import { findProvider } from '../registry.js';
import { isListed, modelListOf } from './model-list.js';

const target: Target = {
  model: 'some-model',
  baseUrl: null,
  apiKey: 'the-key',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};

function listOf(provider: string, changes: Partial<Target> = {}) {
  const found = findProvider(provider);
  if (!found) throw new Error(`no provider ${provider}`);
  return modelListOf(found, { ...target, ...changes });
}

describe('modelListOf', () => {
  it.each([
    ['openai', 'https://api.openai.com/v1/models', 'Bearer the-key'],
    ['anthropic', 'https://api.anthropic.com/v1/models', 'the-key'],
    ['gemini', 'https://generativelanguage.googleapis.com/v1beta/models', 'the-key'],
    ['mistral', 'https://api.mistral.ai/v1/models', 'Bearer the-key'],
    ['cohere', 'https://api.cohere.com/v1/models', 'Bearer the-key'],
  ])('is at the place that %s documents, with the key of the deployment', (provider, url, key) => {
    const list = listOf(provider);
    expect(list?.url).toBe(url);
    expect(list?.headers).toContain(key);
  });

  it('is below the address of the deployment', () => {
    expect(listOf('openai', { baseUrl: 'https://proxy.example/llm/v1/' })?.url).toBe(
      'https://proxy.example/llm/v1/models',
    );
    expect(listOf('ollama', { baseUrl: 'http://box.example:11434' })?.url).toBe(
      'http://box.example:11434/api/tags',
    );
  });

  it('does not exist where it would tell nothing, or where calls are signed', () => {
    expect(listOf('azure', { baseUrl: 'https://x.openai.azure.com' })).toBeNull();
    expect(listOf('bedrock')).toBeNull();
    expect(listOf('openai', { apiKey: null })).toBeNull();
  });
});

describe('isListed', () => {
  it('finds a model by the name each provider gives it', () => {
    expect(isListed({ data: [{ id: 'gpt-4o' }] }, 'gpt-4o')).toBe(true);
    expect(isListed({ models: [{ name: 'models/gemini-2.5-pro' }] }, 'gemini-2.5-pro')).toBe(true);
    expect(isListed({ models: [{ name: 'llama3:latest' }] }, 'llama3')).toBe(true);
  });

  it('says no only when the whole list is there', () => {
    expect(isListed({ data: [{ id: 'gpt-4o' }] }, 'gpt-4')).toBe(false);
    expect(isListed({ data: [{ id: 'a' }], has_more: true }, 'b')).toBeNull();
    expect(isListed({ models: [{ name: 'a' }], nextPageToken: 'x' }, 'b')).toBeNull();
    expect(isListed({ object: 'error' }, 'b')).toBeNull();
  });
});
