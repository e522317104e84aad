import { describe, expect, it } from '@jest/globals';
import { isFailure, chatAbility, isCannot, type Target } from '../providers/provider.js';
import { findProvider } from '../providers/registry.js';
import { openAiChat } from '../surfaces/openai-chat/surface.js';
import { supportedOpenAiParams } from './supported-params.js';

const TARGET: Target = {
  model: 'm',
  baseUrl: null,
  apiKey: 'k',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};

function paramsOf(id: string, over: Partial<Target> = {}): readonly string[] {
  const provider = findProvider(id);
  if (!provider) throw new Error(`no provider ${id}`);
  return supportedOpenAiParams(provider, { ...TARGET, ...over });
}

describe('parameters a provider honours', () => {
  // By the vendors' API references: Anthropic has no penalties, seeds, log probabilities or several choices.
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['openai', 'gpt-4o', ['temperature', 'seed', 'n', 'logit_bias', 'prediction', 'tools'], []],
    [
      'anthropic',
      'claude-sonnet-4-5',
      ['temperature', 'top_p', 'stop', 'tools', 'tool_choice', 'max_tokens', 'reasoning_effort'],
      ['frequency_penalty', 'presence_penalty', 'seed', 'n', 'logprobs', 'logit_bias'],
    ],
    ['gemini', 'gemini-2.5-pro', ['temperature', 'seed', 'response_format'], ['logit_bias', 'prediction']],
    ['bedrock', 'amazon.nova-pro-v1:0', ['temperature', 'tools'], ['seed', 'n', 'logit_bias']],
  ])('%s %s', (id, model, supported, unsupported) => {
    const params = paramsOf(id, { model });
    expect(params).toEqual(expect.arrayContaining([...supported, 'stream']));
    for (const param of unsupported) expect(params).not.toContain(param);
  });

  it('are not more where the operator lets unsupported ones be dropped', () => {
    expect(paramsOf('anthropic', { dropParams: true })).toEqual(paramsOf('anthropic'));
  });

  it('are none where there is no chat', () => {
    expect(paramsOf('voyage')).toEqual([]);
  });

  it('are those a call is not refused for', () => {
    const provider = findProvider('anthropic');
    const ability = provider && chatAbility(provider, TARGET);
    if (!ability || isCannot(ability)) throw new Error('It chats.');
    const tried: [string, number][] = [
      ['temperature', 0.5],
      ['seed', 1],
      ['frequency_penalty', 0.1],
    ];
    for (const [param, value] of tried) {
      const request = openAiChat.decode({
        model: 'm',
        messages: [{ role: 'user', content: 'Hi' }],
        [param]: value,
      });
      if (isFailure(request)) throw new Error(request.message);
      expect(isFailure(ability.encode(request, TARGET))).toBe(!paramsOf('anthropic').includes(param));
    }
  });
});
