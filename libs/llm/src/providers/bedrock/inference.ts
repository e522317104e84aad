import { type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';
import { type BedrockTraits } from './model-traits.js';
import { type ReasoningFields } from './reasoning.js';

interface Inference {
  /** `inferenceConfig`. */
  inference: JsonObject;
  /** What `additionalModelRequestFields` gets. */
  additional: JsonObject;
}

/** Bounds and sampling. Source: Converse reference, "InferenceConfiguration"; the families' own parameters for `top_k`. */
export function encodeInference(
  request: ChatRequest,
  traits: BedrockTraits,
  reasoning: ReasoningFields,
  problems: Problems,
): Inference {
  refuseForeign(request, problems);
  const stop = request.stop.filter((text) => text.trim() !== '');
  if (stop.length < request.stop.length) problems.unsupported('stop (blank text)');
  const maxTokens = request.maxOutputTokens ?? reasoning.maxTokens;
  const sampling = encodeSampling(request, traits, reasoning.thinks, problems);
  return {
    inference: {
      ...(maxTokens === null ? {} : { maxTokens }),
      ...sampling.inference,
      ...(stop.length === 0 ? {} : { stopSequences: stop }),
    },
    additional: sampling.additional,
  };
}

/** Thinking excludes other samplings, and they give way to it (B09); newer Claudes take one or none of them. */
function encodeSampling(
  request: ChatRequest,
  traits: BedrockTraits,
  thinks: boolean,
  problems: Problems,
): Inference {
  const { temperature, topP, topK } = request;
  if (thinks) return { inference: topP !== null && topP >= 0.95 ? { topP } : {}, additional: {} };
  if (traits.claude?.sampling === 'none') {
    if (temperature !== null && temperature !== 1) problems.unsupported('temperature');
    if (topP !== null && topP !== 1) problems.unsupported('top_p');
    if (topK !== null) problems.unsupported('top_k');
    return { inference: {}, additional: {} };
  }
  const isOneTooMany = traits.claude?.sampling === 'one' && temperature !== null && topP !== null;
  if (isOneTooMany) problems.unsupported('top_p (together with temperature)');
  return {
    inference: {
      // OpenAI's scale ends at 2, Converse's at 1.
      ...(temperature === null ? {} : { temperature: Math.min(temperature, 1) }),
      ...(topP === null || isOneTooMany ? {} : { topP }),
    },
    additional: topK === null || topK < 0 ? {} : encodeTopK(topK, traits, problems),
  };
}

function encodeTopK(topK: number, traits: BedrockTraits, problems: Problems): JsonObject {
  switch (traits.topK) {
    case 'claude':
    case 'mistral':
      return { top_k: topK };
    case 'nova':
      return { inferenceConfig: { topK } };
    case 'cohere':
      return { k: topK };
    case null:
      problems.unsupported('top_k');
      return {};
  }
}

function refuseForeign(request: ChatRequest, problems: Problems): void {
  if (request.n !== 1) problems.unsupported('n');
  if (request.seed !== null) problems.unsupported('seed');
  if ((request.presencePenalty ?? 0) !== 0) problems.unsupported('presence_penalty');
  if ((request.frequencyPenalty ?? 0) !== 0) problems.unsupported('frequency_penalty');
  if (request.logitBias !== null && Object.keys(request.logitBias).length > 0)
    problems.unsupported('logit_bias');
  if (request.logprobs === true) problems.unsupported('logprobs');
  if ((request.topLogprobs ?? 0) > 0) problems.unsupported('top_logprobs');
}
