import { type JsonObject } from '@tollgate/core';
import { type ChatRequest, type ReasoningEffort } from '../../chat/chat-request.js';
import { encodeThinking } from '../anthropic/thinking.js';
import { type Problems } from '../problems.js';
import { type BedrockTraits } from './model-traits.js';

export interface ReasoningFields {
  /** What `additionalModelRequestFields` gets. */
  fields: JsonObject;
  /** Claude thinks, which excludes other samplings. */
  thinks: boolean;
  /** Claude's budget must stay below this bound of the reply; null: nothing to say. */
  maxTokens: number | null;
}

const NONE: ReasoningFields = { fields: {}, thinks: false, maxTokens: null };

/** How each family is told to reason. Sources: Bedrock user guide, "Extended thinking"; Amazon Nova 2 user guide. */
export function encodeReasoning(
  request: ChatRequest,
  traits: BedrockTraits,
  forced: boolean,
  problems: Problems,
): ReasoningFields {
  const { reasoning } = request;
  if (reasoning === null) return NONE;
  const effort = reasoning.effort ?? effortOfBudget(reasoning.budgetTokens);
  switch (traits.reasoning) {
    case 'claude':
      return claudeThinking(request, traits, forced);
    case 'nova':
      if (effort === 'none') return NONE;
      return {
        ...NONE,
        fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: threeSteps(effort) } },
      };
    case 'openai':
      return { ...NONE, fields: { reasoning_effort: threeSteps(effort) } };
    case null:
      if (effort !== 'none') problems.unsupported('reasoning_effort');
      return NONE;
  }
}

function claudeThinking(request: ChatRequest, { claude }: BedrockTraits, forced: boolean): ReasoningFields {
  if (claude === null) return NONE;
  const maxTokens = request.maxOutputTokens ?? claude.maxOutputTokens;
  const { thinking, effort } = encodeThinking(request, claude, maxTokens, forced);
  if (thinking === null) return NONE;
  const fields = { thinking, ...(effort === null ? {} : { output_config: { effort } }) };
  return { fields, thinks: true, maxTokens };
}

function effortOfBudget(budget: number | null): ReasoningEffort {
  if (budget === null) return 'medium';
  if (budget >= 16_384) return 'high';
  return budget >= 4_096 ? 'medium' : 'low';
}

function threeSteps(effort: ReasoningEffort): 'low' | 'medium' | 'high' {
  switch (effort) {
    case 'none':
    case 'minimal':
    case 'low':
      return 'low';
    case 'medium':
      return 'medium';
    case 'high':
    case 'xhigh':
    case 'max':
      return 'high';
  }
}
