import { type BudgetRhythm, type Json, type JsonObject, type PicoUsd } from '@tollgate/core';

/** What organizations, teams and users have in common: they spend, within limits, on some models. Times are UTC. */
export interface Spender extends BudgetRhythm {
  readonly spend: PicoUsd;
  readonly maxBudget: PicoUsd | null;
  readonly softBudget: PicoUsd | null;
  readonly budgetResetAt: Date | null;
  /** When the current window began. */
  readonly spendSince: Date | null;
  readonly budgetLimits: Json[] | null;
  readonly modelMaxBudget: JsonObject;
  readonly modelSpend: JsonObject;
  readonly maxParallelRequests: number | null;
  readonly tpmLimit: number | null;
  readonly rpmLimit: number | null;
  /** Names, wildcards, access groups or special names; empty: every model. */
  readonly models: string[];
  /** Free, and the home of `tags`, `guardrails`, `model_rpm_limit` … */
  readonly metadata: JsonObject;
  readonly objectPermission: JsonObject | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

export type SpenderChanges = Partial<Omit<Spender, 'spend' | 'modelSpend' | 'createdAt' | 'createdBy'>>;

/** A spender nobody restricted. */
export const UNRESTRICTED_SPENDER = {
  spend: 0n,
  maxBudget: null,
  softBudget: null,
  budgetDuration: null,
  budgetTimezone: null,
  budgetWeekStart: null,
  budgetResetAt: null,
  spendSince: null,
  budgetLimits: null,
  modelMaxBudget: {},
  modelSpend: {},
  maxParallelRequests: null,
  tpmLimit: null,
  rpmLimit: null,
  models: [],
  metadata: {},
  objectPermission: null,
} satisfies Omit<Spender, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy'>;
