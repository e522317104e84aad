import { type Json } from '@tollgate/core';
import { type Operation, resolveModel } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';

/** How a deployment is to be probed. */
export interface ProbePlan {
  /** The model that is called; null: none is named (a wildcard), so none can be. */
  readonly model: string | null;
  /** The smallest call of its kind; null: such a call would cost more than a check is worth. */
  readonly call: { readonly operation: Operation; readonly body: Readonly<Record<string, Json>> } | null;
  readonly timeoutMs: number;
}

const TIMEOUT_SECONDS = 60;
const CHAT_TOKENS = 1;
/** Reasoning models answer nothing at all when their thoughts do not fit. */
const REASONING_TOKENS = 512;
const REASONS = /(^|\/)(o\d|gpt-5)/;
const PROMPT = 'test';

/** @param mode kind of calls, in place of `model_info.mode`. */
export function probePlan({ target, provider, info }: Deployment, mode: string | null = null): ProbePlan {
  const named = textIn(info, 'health_check_model') ?? target.model;
  const resolved = resolveModel(named, null);
  const model = resolved?.provider === provider ? resolved.model : named.replace(`${provider.id}/`, '');
  const tokens = tokensOf(info, model);
  return {
    model: model.includes('*') ? null : model,
    call: smallestCall(mode ?? textIn(info, 'mode') ?? 'chat', tokens),
    timeoutMs: Math.round((numberIn(info, 'health_check_timeout') ?? TIMEOUT_SECONDS) * 1000),
  };
}

function tokensOf(info: Deployment['info'], model: string): number {
  const reasons = info['supports_reasoning'] === true || REASONS.test(model);
  const own = numberIn(info, 'health_check_max_tokens');
  if (!reasons) return own ?? CHAT_TOKENS;
  return numberIn(info, 'health_check_max_tokens_reasoning') ?? own ?? REASONING_TOKENS;
}

function smallestCall(mode: string, max_tokens: number): ProbePlan['call'] {
  switch (mode) {
    case 'chat':
    case 'responses':
      return {
        operation: 'chat',
        body: { messages: [{ role: 'user', content: PROMPT }], max_tokens },
      };
    case 'completion':
      return { operation: 'completions', body: { prompt: PROMPT, max_tokens } };
    case 'embedding':
      return { operation: 'embeddings', body: { input: [PROMPT] } };
    case 'rerank':
      return { operation: 'rerank', body: { query: PROMPT, documents: [PROMPT] } };
    case 'moderation':
      return { operation: 'moderations', body: { input: PROMPT } };
    default:
      return null;
  }
}

function textIn(info: Deployment['info'], name: string): string | null {
  const value = info[name];
  return typeof value === 'string' ? value : null;
}

function numberIn(info: Deployment['info'], name: string): number | null {
  const value = info[name];
  return typeof value === 'number' && value > 0 ? value : null;
}
