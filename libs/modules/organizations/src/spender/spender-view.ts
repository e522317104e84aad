import { INACTIVE_SPENDER_FIELDS, type PicoUsd, type SpenderView, toUsdNumber } from '@tollgate/core';
import { type Spender } from './spender.js';

/** The wire's names and units of what all spenders have. */
export function spenderViewOf(spender: Spender): SpenderView {
  return {
    spend: toUsdNumber(spender.spend),
    max_budget: usd(spender.maxBudget),
    soft_budget: usd(spender.softBudget),
    budget_duration: spender.budgetDuration,
    budget_timezone: spender.budgetTimezone,
    budget_week_start: spender.budgetWeekStart,
    budget_reset_at: spender.budgetResetAt && spender.budgetResetAt.toISOString(),
    budget_limits: spender.budgetLimits,
    model_max_budget: spender.modelMaxBudget,
    model_spend: spender.modelSpend,
    max_parallel_requests: spender.maxParallelRequests,
    tpm_limit: spender.tpmLimit,
    rpm_limit: spender.rpmLimit,
    models: spender.models,
    metadata: spender.metadata,
    object_permission: spender.objectPermission,
    object_permission_id: null,
    created_at: spender.createdAt.toISOString(),
    created_by: spender.createdBy,
    updated_at: spender.updatedAt.toISOString(),
    updated_by: spender.updatedBy,
  };
}

export function usd(value: PicoUsd | null): number | null {
  return value === null ? null : toUsdNumber(value);
}

/** A domain object as the audit log shows it: column names, plain values, without what changes by use. */
export function auditViewOf(object: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([member]) => !LEFT_OUT.has(member))
      .map(([member, value]) => [
        member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        plain(value),
      ]),
  );
}

const LEFT_OUT = new Set(['spend', 'modelSpend', 'updatedAt', 'passwordHash', 'emailKey']);

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return toUsdNumber(value);
  return value instanceof Date ? value.toISOString() : value;
}

/** Fields that a request sets and nothing acts on yet; for the header that says so. */
export function inactiveSpenderFieldsIn(request: object): string[] {
  return inactiveFieldsIn(request, INACTIVE_SPENDER_FIELDS);
}

/** Those of some fields that a request sets: not to null, nor to an empty list or map. */
export function inactiveFieldsIn(request: object, fields: readonly string[]): string[] {
  return fields.filter((field) => {
    const value: unknown = Reflect.get(request, field);
    return (
      value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)
    );
  });
}
