import { describe, expect, it } from '@jest/globals';
import { COMPATIBLE_ROWS, type CompatibleRow } from './compatible/rows.js';
import { PLANNED_PROVIDERS } from './planned.js';
import { isCannot } from './provider.js';
import { allProviders, findProvider, prefixesOf } from './registry.js';
import { resolveModel } from './resolve-model.js';
import { RETIRED_PROVIDERS } from './retired.js';
import { SUBSCRIPTION_PROVIDERS } from './subscriptions.js';

const rows = Object.entries<CompatibleRow>(COMPATIBLE_ROWS);

describe('the registry', () => {
  it('holds every prefix once: a provider that is built is no longer planned', () => {
    const built = [
      ...rows.flatMap(([id, row]) => [id, ...(row.aliases ?? [])]),
      'anthropic',
      'anthropic_text',
    ];
    expect(new Set(built).size).toBe(built.length);
    const unserved = { ...PLANNED_PROVIDERS, ...SUBSCRIPTION_PROVIDERS, ...RETIRED_PROVIDERS };
    expect(built.filter((prefix) => prefix in unserved)).toEqual([]);
  });

  it('serves chat of more than 190 providers', () => {
    expect(allProviders().filter(({ chat }) => !isCannot(chat)).length).toBeGreaterThan(190);
  });

  it.each([
    ['meta_llama', /^retired: .* meta\.$/],
    ['anyscale', /^retired: /],
    ['github_copilot', /personal subscription/],
    ['chatgpt', /personal subscription/],
    ['replicate', /not served yet/],
    ['voyage', /no chat models; it serves embeddings, rerank/],
  ])('says why %s is not served', (prefix, sentence) => {
    const chat = findProvider(prefix)!.chat;
    expect(isCannot(chat) && chat.cannot).toMatch(sentence);
  });

  it('knows every prefix of a provider, its own first', () => {
    expect(prefixesOf(findProvider('together')!)).toEqual(['together_ai', 'together', 'togetherai']);
    expect(prefixesOf(findProvider('anthropic')!)).toEqual(['anthropic', 'anthropic_text']);
  });

  it('is frozen, so nothing of one provider can leak into another', () => {
    for (const provider of allProviders()) {
      expect(Object.isFrozen(provider)).toBe(true);
      if (!isCannot(provider.chat)) expect(Object.isFrozen(provider.chat)).toBe(true);
    }
  });

  it('does not take members of the prototype for providers', () => {
    for (const name of ['constructor', 'toString', '__proto__']) expect(findProvider(name)).toBeNull();
  });

  it.each([
    ['http://127.0.0.1:9', 'http://127.0.0.1:9/chat/completions'],
    ['http://127.0.0.1:9/v1/', 'http://127.0.0.1:9/v1/chat/completions'],
    ['https://h.example/v1?api-version=2', 'https://h.example/v1/chat/completions?api-version=2'],
    ['https://h.example/v1/chat/completions', 'https://h.example/v1/chat/completions'],
  ])('appends the path to %s', (baseUrl, url) => {
    const chat = findProvider('custom_openai')!.chat;
    if (isCannot(chat)) throw new Error('It chats.');
    const target = {
      model: 'm',
      apiKey: null,
      apiVersion: null,
      organization: null,
      headers: {},
      params: {},
      dropParams: false,
    };
    expect(chat.address({ ...target, baseUrl }, false)).toEqual({ url, headers: [] });
    expect(chat.address({ ...target, baseUrl: 'file:///x' }, false)).toMatchObject({
      class: 'ServiceUnavailableError',
    });
    expect(chat.address({ ...target, baseUrl: null }, false)).toMatchObject({
      class: 'ServiceUnavailableError',
    });
  });
});

describe('a model name', () => {
  it.each([
    ['gpt-4o-mini', 'openai', 'gpt-4o-mini'],
    ['chatgpt-4o-latest', 'openai', 'chatgpt-4o-latest'],
    ['o3', 'openai', 'o3'],
    ['o4-mini-2025-04-16', 'openai', 'o4-mini-2025-04-16'],
    ['ft:gpt-4o:org::id', 'openai', 'ft:gpt-4o:org::id'],
    ['claude-sonnet-4-20250514', 'anthropic', 'claude-sonnet-4-20250514'],
    ['mistral-small-latest', 'mistral', 'mistral-small-latest'],
    ['grok-4', 'xai', 'grok-4'],
    ['openai/gpt-4o', 'openai', 'gpt-4o'],
    ['together/meta-llama/Llama-3', 'together_ai', 'meta-llama/Llama-3'],
    ['openrouter/openai/gpt-4o', 'openrouter', 'openai/gpt-4o'],
    ['hosted_vllm/my-org/my-model', 'hosted_vllm', 'my-org/my-model'],
    ['openai/*', 'openai', '*'],
  ])('%s is of %s, sent as %s', (name, provider, model) => {
    expect(resolveModel(name)).toMatchObject({ provider: { id: provider }, model });
  });

  it.each(['llama-3', 'my-org/model', 'openai/', '/gpt-4o', '', 'o', 'open', 'gpt4'])(
    '%j tells no provider',
    (name) => {
      expect(resolveModel(name)).toBeNull();
    },
  );

  it('of a known provider that is not built yet is told apart from an unknown one', () => {
    const planned = Object.keys(PLANNED_PROVIDERS)[0]!;
    const chat = resolveModel(`${planned}/x`)?.provider.chat;
    expect(chat && isCannot(chat)).toBe(true);
  });

  it('belongs to the provider the operator says, whatever it looks like', () => {
    expect(resolveModel('gpt-4o', 'custom_openai')).toMatchObject({
      provider: { id: 'custom_openai' },
      model: 'gpt-4o',
    });
    expect(resolveModel('openai/gpt-4o', 'openai')).toMatchObject({ model: 'gpt-4o' });
    expect(resolveModel('gpt-4o', 'no-such-provider')).toBeNull();
  });
});
