import { describe, expect, it } from '@jest/globals';
import { type Target } from '../providers/provider.js';
import { findProvider } from '../providers/registry.js';
import { hasAbility, MODEL_ABILITIES, type ModelAbility } from './model-abilities.js';

const TARGET: Target = {
  model: 'm',
  baseUrl: null,
  apiKey: 'k',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: true,
};

function abilitiesOf(id: string, model: string): readonly ModelAbility[] {
  const provider = findProvider(id);
  if (!provider) throw new Error(`no provider ${id}`);
  return MODEL_ABILITIES.filter((ability) => hasAbility(provider, { ...TARGET, model }, ability));
}

describe('abilities of a model', () => {
  // By the vendors' API references.
  it.each<[string, string, readonly ModelAbility[], readonly ModelAbility[]]>([
    [
      'anthropic',
      'claude-sonnet-4-5',
      ['image-input', 'document-input', 'tools', 'tool-choice', 'json-schema', 'reasoning'],
      ['audio-input', 'audio-output'],
    ],
    ['gemini', 'gemini-2.5-pro', ['image-input', 'audio-input', 'document-input', 'json-schema'], []],
    ['ollama', 'qwen3:8b', ['image-input', 'tools', 'json-schema'], ['tool-choice', 'audio-input']],
    ['bedrock', 'amazon.nova-pro-v1:0', ['image-input', 'document-input', 'tools'], ['audio-output']],
  ])('of %s/%s are what its translator takes', (id, model, can, cannot) => {
    const abilities = abilitiesOf(id, model);
    expect(abilities).toEqual(expect.arrayContaining([...can, 'system-messages']));
    for (const ability of cannot) expect(abilities).not.toContain(ability);
  });

  it('are all left to the model where requests are forwarded', () => {
    expect(abilitiesOf('openai', 'gpt-4o')).toEqual(MODEL_ABILITIES);
  });

  it('are none where there is no chat', () => {
    expect(abilitiesOf('voyage', 'voyage-3')).toEqual([]);
  });
});
