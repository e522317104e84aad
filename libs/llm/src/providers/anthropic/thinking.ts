import { type JsonObject } from '@tollgate/core';
import {
  type ChatRequest,
  type Message,
  type Reasoning,
  type ReasoningEffort,
} from '../../chat/chat-request.js';
import { type ModelTraits } from './model-traits.js';

/** Anthropic's smallest budget. Source: Messages API reference, `thinking.budget_tokens`. */
const LEAST_BUDGET = 1024;

/** Budgets, in tokens, that stand for OpenAI's effort words; cut down to three quarters of `max_tokens`. */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
  max: 65_536,
};

export interface Thinking {
  thinking: JsonObject | null;
  /** `output_config.effort`. */
  effort: string | null;
}

const OFF: Thinking = { thinking: null, effort: null };

/**
 * `thinking` and effort as the model's generation takes them (B09). Left out where Anthropic would refuse the call: no
 * legal budget fits below `max_tokens`, a tool call is forced, the reply continues the last assistant turn, or a
 * budget-type model's history holds a tool loop whose thinking was lost.
 */
export function encodeThinking(
  request: ChatRequest,
  traits: ModelTraits,
  maxTokens: number,
  forced: boolean,
): Thinking {
  const { reasoning } = request;
  if (reasoning === null || reasoning.effort === 'none' || traits.thinking === 'none' || forced) return OFF;
  if (request.messages.at(-1)?.role === 'assistant') return OFF;
  const display = reasoning.summary === 'omitted' ? { display: 'omitted' } : {};
  if (traits.thinking === 'adaptive') {
    return { thinking: { type: 'adaptive', ...display }, effort: effortOf(reasoning) };
  }
  const budget = Math.min(budgetOf(reasoning), Math.floor(maxTokens * 0.75));
  if (budget < LEAST_BUDGET || isToolLoopWithoutThinking(request.messages)) return OFF;
  return { thinking: { type: 'enabled', budget_tokens: budget, ...display }, effort: null };
}

function budgetOf(reasoning: Reasoning): number {
  if (reasoning.budgetTokens !== null) return Math.max(LEAST_BUDGET, reasoning.budgetTokens);
  const effort = reasoning.effort ?? 'medium';
  return effort === 'none' ? 0 : BUDGETS[effort];
}

/** A budget as an effort, for models that take no budget. null: as much as the model likes. */
function effortOf(reasoning: Reasoning): string | null {
  if (reasoning.effort !== null) return reasoning.effort === 'minimal' ? 'low' : reasoning.effort;
  const budget = reasoning.budgetTokens;
  if (budget === null) return null;
  if (budget >= 16_384) return 'high';
  return budget >= 4_096 ? 'medium' : 'low';
}

/** The turn being continued is one with tool calls and no thinking in front of them. */
function isToolLoopWithoutThinking(messages: readonly Message[]): boolean {
  if (messages.at(-1)?.role !== 'tool') return false;
  const turn = messages.findLast((message) => message.role === 'assistant');
  return turn?.role === 'assistant' && !turn.parts.some(isSigned);
}

function isSigned(part: { type: string; signature?: string; redacted?: string }): boolean {
  return part.type === 'reasoning' && (part.signature !== undefined || part.redacted !== undefined);
}
