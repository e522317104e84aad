import { isJsonObject, toUsdNumber, type Usage } from '@tollgate/core';
import { cataloguePrices, chatAbility, costOf, coversUsage, findProvider, isCannot } from '@tollgate/llm';
import { callOf } from '../calls/results.js';
import { namedModel } from './named-model.js';

/** OpenAI's counts of an answer: of a chat, of embeddings. */
export interface TokenCounts {
  prompt_tokens: number;
  completion_tokens?: number;
  prompt_tokens_details?: object | null;
  completion_tokens_details?: object | null;
}

export interface CostQuestion {
  /** An answer of this SDK, or one in OpenAI's shape, whose `usage` counts. */
  completion?: object | undefined;
  /** `provider/model`; needed when the answer is no answer of this SDK. */
  model?: string | undefined;
  /** In place of the answer's. */
  usage?: TokenCounts | undefined;
}

/**
 * What an answer cost, in USD. Of an answer of this SDK that is its call's cost, with the prices that were given for it;
 * else it is worked out by the published prices of `model`. Null: the price, or what was used, is not known. Never 0 for that.
 * @throws BadRequestError when nothing tells whose model it is
 */
export function completionCost({ completion, model, usage }: CostQuestion): number | null {
  const record = completion === undefined ? null : callOf(completion);
  if (record !== null && model === undefined && usage === undefined) return record.cost;
  const name = model ?? record?.model;
  const counts = usage ?? membersOf(completion)['usage'];
  if (name === undefined || counts === undefined) return null;
  const { provider, target } = namedModel(name);
  const prices = cataloguePrices(provider.id, target.model);
  const used = usageOf(counts);
  if (prices === null || used === null || !coversUsage(prices, used)) return null;
  return toUsdNumber(costOf(used, prices));
}

/** As answers in OpenAI's shape count, whoever gave them. */
function usageOf(counts: unknown): Usage | null {
  const openai = findProvider('openai');
  const ability = openai === null ? null : chatAbility(openai, namedModel('openai/any').target);
  if (ability === null || isCannot(ability) || !isJsonObject(counts)) return null;
  return ability.readUsage(counts);
}

function membersOf(value: unknown): Record<string, unknown> {
  return isJsonObject(value) ? value : {};
}
