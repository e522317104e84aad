import { NO_USAGE, type Usage } from '@tollgate/core';
import { type Answer } from './answer.js';
import { type Prompt } from './prompt.js';

/** Tokens of an answered call: what the script insists on, else what the texts come to. `choices` answers were made. */
export function usageOf(prompt: Prompt, answer: Answer, choices = 1): Usage {
  return {
    ...NO_USAGE,
    inputTokens: prompt.inputTokens,
    outputTokens: answer.outputTokens * choices,
    reasoningTokens: answer.reasoningTokens * choices,
    ...answer.usage,
  };
}
