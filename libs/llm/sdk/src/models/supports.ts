import { cataloguePrices, hasAbility, type ModelAbility } from '@tollgate/llm';
import { namedModel } from './named-model.js';
import { type OpenAiFacts, openAiFacts } from './openai-facts.js';

/**
 * Can the model take or do it? Answered by the translation for its provider, which would refuse the call otherwise, and for
 * OpenAI's models by what OpenAI publishes of them. Of other OpenAI-compatible providers, whose requests are forwarded as
 * they are, the answer is yes unless more is known: there the model has the last word.
 */
export type Supports = (model: string) => boolean;

function supports(ability: ModelAbility, known?: (facts: OpenAiFacts) => boolean | null): Supports {
  return (name) => {
    const { provider, target } = namedModel(name);
    const facts = known === undefined || provider.id !== 'openai' ? null : openAiFacts(target.model);
    const told = facts === null ? null : (known?.(facts) ?? null);
    return told !== false && hasAbility(provider, target, ability);
  };
}

export const supportsVision = supports('image-input', ({ input }) => input.includes('image'));
export const supportsAudioInput = supports('audio-input', ({ input }) => input.includes('audio'));
export const supportsAudioOutput = supports('audio-output', ({ output }) => output.includes('audio'));
export const supportsPdfInput = supports('document-input', ({ input }) => input.includes('image'));
export const supportsFunctionCalling = supports('tools');
export const supportsParallelFunctionCalling = supports('parallel-tool-calls');
export const supportsToolChoice = supports('tool-choice');
export const supportsJsonMode = supports('json-object');
export const supportsResponseSchema = supports('json-schema');
export const supportsReasoning = supports('reasoning', ({ reasons }) => reasons);
export const supportsSystemMessages = supports('system-messages');
export const supportsWebSearch = supports('web-search');

/** Are cached parts of a prompt charged at a price of their own? */
export const supportsPromptCaching: Supports = (name) => {
  const { provider, target } = namedModel(name);
  return (cataloguePrices(provider.id, target.model)?.base.cacheRead ?? null) !== null;
};
