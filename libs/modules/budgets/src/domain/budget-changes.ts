import {
  type BudgetCalendar,
  type BudgetFields,
  type BudgetRhythm,
  faultOfModelBudgets,
  isJsonObject,
  ok,
  parseUsd,
  type PicoUsd,
  refuse,
  type Result,
  rhythmChangesOf,
} from '@tollgate/core';
import { type BudgetChanges } from './budget.js';

/** What a request changes on a budget: only what it holds, where null clears. */
export function budgetChangesOf(
  fields: BudgetFields,
  current: BudgetRhythm,
  now: Date,
  calendar: BudgetCalendar,
): Result<BudgetChanges> {
  const rhythm = rhythmChangesOf(fields, current, now, calendar);
  if ('fault' in rhythm)
    return refuse({ class: 'BadRequestError', message: rhythm.fault, param: rhythm.param });
  const fault = fields.model_max_budget && faultOfModelBudgets(fields.model_max_budget);
  if (fault) return refuse({ class: 'BadRequestError', message: fault, param: 'model_max_budget' });
  const changes: BudgetChanges = {
    maxBudget: given(fields.max_budget, pico),
    softBudget: given(fields.soft_budget, pico),
    maxParallelRequests: fields.max_parallel_requests,
    tpmLimit: fields.tpm_limit,
    rpmLimit: fields.rpm_limit,
    modelMaxBudget: given(fields.model_max_budget, (value) => (isJsonObject(value) ? value : null)),
    ...rhythm,
  };
  return ok(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
}

function given<T, R>(value: T | undefined, change: (value: T) => R): R | undefined {
  return value === undefined ? undefined : change(value);
}

function pico(value: number | null): PicoUsd | null {
  return value === null ? null : parseUsd(value);
}
