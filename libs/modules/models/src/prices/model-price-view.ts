import { type ModelPriceView } from '@tollgate/core';
import { type ModelPrice } from './model-price.js';

/** A price as the API and the audit log show it. */
export function modelPriceViewOf(price: ModelPrice): ModelPriceView {
  return {
    id: price.id,
    provider: price.provider,
    model: price.model,
    valid_from: price.validFrom.toISOString(),
    valid_to: price.validTo?.toISOString() ?? null,
    prices: { ...price.prices },
    origin: price.origin,
    created_at: price.createdAt.toISOString(),
    created_by: price.createdBy,
    withdrawn_at: price.withdrawnAt?.toISOString() ?? null,
    withdrawn_by: price.withdrawnBy,
  };
}
