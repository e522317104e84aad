import { type PicoUsd, type Usage } from '@tollgate/core';
import { cataloguePrices, costOf, coversUsage, type PriceSheet } from '@tollgate/llm';
import { type PriceBook } from '@tollgate/models';

/** What has to be known of a call to price it. */
export interface PricedCall {
  readonly startedAt: Date;
  readonly callType: string;
  readonly provider: string | null;
  readonly sentModel: string | null;
  readonly usage: Usage | null;
  /** Where its first price came from; null: it had none. */
  readonly priceSource: string | null;
}

export interface NewCost {
  readonly cost: PicoUsd;
  readonly source: PriceSheet['source'];
  readonly version: string | null;
}

/** Sources that the published prices stand in for; what the configuration said, and what is free, stays. */
const REPLACED: readonly (string | null)[] = [null, 'catalogue', 'price_book', 'estimate'];
/** Their length decides, and not every provider tells it. */
const RECORDINGS = ['atranscription', 'atranslation'];

/**
 * What a call costs by the prices as they are known now: what an admin set for its time, else, unless the configuration had a
 * price, what is published. Null: nothing is known that would change it.
 */
export function priceAnew(call: PricedCall, book: PriceBook): NewCost | null {
  const { usage, provider, sentModel, startedAt } = call;
  if (usage === null || provider === null || sentModel === null) return null;
  const sheet =
    book.at(provider, sentModel, startedAt.getTime()) ??
    (REPLACED.includes(call.priceSource) ? cataloguePrices(provider, sentModel) : null);
  if (sheet === null || !coversUsage(sheet, usage) || isUnmeasured(call, usage, sheet)) return null;
  return { cost: costOf(usage, sheet, startedAt), source: sheet.source, version: sheet.version ?? null };
}

function isUnmeasured({ callType }: PricedCall, usage: Usage, sheet: PriceSheet): boolean {
  if (!RECORDINGS.includes(callType) || sheet.perRequest > 0n) return false;
  return usage.inputTokens === 0 && usage.inputAudioSeconds === undefined;
}
