import { type JsonObject } from '@tollgate/core';
import { type ChatRequest, type ReasoningEffort } from '../../chat/chat-request.js';

/** Budgets, in tokens, that stand for OpenAI's effort words; null: as much as the model likes. */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number | null>> = {
  minimal: 512,
  low: 1_024,
  medium: 8_192,
  high: null,
  xhigh: null,
  max: null,
};

/** Models that do not think, and refuse to be told to. Source: docs.cohere.com, "Reasoning" and the list of models. */
export function thinks(model: string): boolean {
  return !/^(?:command(?:$|-light|-nightly|-r)|command-a-(?:03|vision|translate)|c4ai-)/.test(model);
}

/** `thinking`. A budget leaves room for the answer: at most three quarters of the bound. */
export function encodeThinking({ model, reasoning, maxOutputTokens }: ChatRequest): JsonObject {
  if (reasoning === null || !thinks(model)) return {};
  const { effort, budgetTokens } = reasoning;
  if (effort === 'none' || budgetTokens === 0) return { thinking: { type: 'disabled' } };
  const budget = budgetTokens ?? (effort === null ? null : BUDGETS[effort]);
  if (budget === null) return { thinking: { type: 'enabled' } };
  const most = maxOutputTokens === null ? budget : Math.max(1, Math.floor(maxOutputTokens * 0.75));
  return { thinking: { type: 'enabled', token_budget: Math.min(budget, most) } };
}
