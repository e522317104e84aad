import {
  type BudgetCalendar,
  type BudgetFields,
  DURATION_FORMAT,
  faultOfModelBudgets,
  isJsonObject,
  nextBudgetReset,
  ok,
  parseBudgetPeriod,
  parseUsd,
  type PicoUsd,
  refuse,
  type Result,
} from '@tollgate/core';
import { type BudgetChanges } from './budget.js';

/** What a request changes on a budget: only what it holds, where null clears. A duration begins its first window now. */
export function budgetChangesOf(
  fields: BudgetFields,
  now: Date,
  calendar: BudgetCalendar,
): Result<BudgetChanges> {
  const { budget_duration: duration } = fields;
  if (duration != null && !parseBudgetPeriod(duration))
    return refuse({
      class: 'BadRequestError',
      message: `budget_duration must be ${DURATION_FORMAT}, at most ten years`,
      param: 'budget_duration',
    });
  const fault = fields.model_max_budget && faultOfModelBudgets(fields.model_max_budget);
  if (fault) return refuse({ class: 'BadRequestError', message: fault, param: 'model_max_budget' });
  const changes: BudgetChanges = {
    maxBudget: given(fields.max_budget, pico),
    softBudget: given(fields.soft_budget, pico),
    maxParallelRequests: fields.max_parallel_requests,
    tpmLimit: fields.tpm_limit,
    rpmLimit: fields.rpm_limit,
    modelMaxBudget: given(fields.model_max_budget, (value) => (isJsonObject(value) ? value : null)),
    budgetDuration: duration,
    budgetResetAt: given(duration, (text) => (text === null ? null : nextBudgetReset(text, now, calendar))),
  };
  return ok(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
}

function given<T, R>(value: T | undefined, change: (value: T) => R): R | undefined {
  return value === undefined ? undefined : change(value);
}

function pico(value: number | null): PicoUsd | null {
  return value === null ? null : parseUsd(value);
}
