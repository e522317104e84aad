import {
  budgetTimes,
  type LimitScope,
  type PicoUsd,
  type ScopeKind,
  type StoredBudget,
} from '@tollgate/core';

/** The limits of a borrower in force: its own, or those of the budget it borrows from. */
export interface BorrowerLimits extends StoredBudget {
  readonly maxBudget: PicoUsd | null;
  readonly rpmLimit: number | null;
  readonly tpmLimit: number | null;
  readonly maxParallelRequests: number | null;
}

/** Everything a call that names a borrower has to pass, as read from the database. */
export interface BorrowerRules extends BorrowerLimits {
  readonly id: string;
  readonly blocked: boolean;
  readonly models: readonly string[];
  /** Where calls may be answered; null: anywhere. */
  readonly region: string | null;
  readonly spend: PicoUsd;
}

/** The limits as the data plane counts them; null: none. */
export function limitScopeOf(
  kind: ScopeKind,
  id: string,
  limits: BorrowerLimits,
  spent: () => PicoUsd,
): LimitScope | null {
  const { rpmLimit, tpmLimit, maxParallelRequests, maxBudget } = limits;
  if ([rpmLimit, tpmLimit, maxParallelRequests, maxBudget].every((limit) => limit === null)) return null;
  return {
    kind,
    id,
    requestsPerMinute: rpmLimit,
    tokensPerMinute: tpmLimit,
    parallelRequests: maxParallelRequests,
    maxBudget,
    ...budgetTimes(limits),
    spent,
  };
}
