import {
  type BudgetCalendar,
  faultOfBudgetLimits,
  faultOfModelBudgets,
  isJsonObject,
  type Json,
  type JsonObject,
  KEY_LIMITS,
  ok,
  parseUsd,
  type PicoUsd,
  type Result,
  rhythmChangesOf,
  type SpenderFields,
} from '@tollgate/core';
import { badRequest } from '../refusals.js';
import { type Spender, type SpenderChanges } from './spender.js';

/** Fields that live inside `metadata`, as the API we are compatible with keeps them. */
const METADATA_FIELDS = [
  'tags',
  'guardrails',
  'prompts',
  'model_rpm_limit',
  'model_tpm_limit',
] as const satisfies readonly (keyof SpenderFields)[];

/** When a change is made, and whose midnights budgets follow: a duration begins its first window then. */
export interface BudgetClock {
  readonly now: Date;
  readonly calendar: BudgetCalendar;
}

/** What changes depend on. */
export type SpenderState = Pick<
  Spender,
  'metadata' | 'budgetDuration' | 'budgetTimezone' | 'budgetWeekStart'
>;

/**
 * What a request changes: only what it holds, where null clears.
 * @param current a `metadata` in the request replaces the one so far as a whole.
 */
export function spenderChangesOf(
  fields: SpenderFields,
  current: SpenderState,
  clock: BudgetClock,
): Result<SpenderChanges> {
  const rhythm = rhythmChangesOf(fields, current, clock.now, clock.calendar);
  if ('fault' in rhythm) return badRequest(rhythm.param, rhythm.fault);
  if (fields.max_budget != null && fields.soft_budget != null && fields.soft_budget >= fields.max_budget)
    return badRequest('soft_budget', 'soft_budget must be less than max_budget');
  const limitsFault = fields.budget_limits && faultOfBudgetLimits(fields.budget_limits);
  if (limitsFault) return badRequest('budget_limits', limitsFault);
  const modelsFault = fields.model_max_budget && faultOfModelBudgets(fields.model_max_budget);
  if (modelsFault) return badRequest('model_max_budget', modelsFault);
  const merged = metadataOf(fields, current.metadata);
  if (merged !== undefined && Buffer.byteLength(JSON.stringify(merged)) > KEY_LIMITS.metadataBytesMax)
    return badRequest('metadata', `metadata must be at most ${KEY_LIMITS.metadataBytesMax} bytes of JSON`);
  return ok(
    withoutAbsent({
      maxBudget: given(fields.max_budget, picoOf),
      softBudget: given(fields.soft_budget, picoOf),
      ...rhythm,
      budgetLimits: given(fields.budget_limits, (value) => value && value.filter(isJsonObject)),
      modelMaxBudget: given(fields.model_max_budget, jsonOf),
      maxParallelRequests: fields.max_parallel_requests,
      tpmLimit: fields.tpm_limit,
      rpmLimit: fields.rpm_limit,
      models: given(fields.models, (value) => value ?? []),
      metadata: merged,
      objectPermission: given(fields.object_permission, (value) => (value ? jsonOf(value) : null)),
    }),
  );
}

/** New metadata; undefined when the request touches none of it. */
function metadataOf(fields: SpenderFields, current: JsonObject): JsonObject | undefined {
  const touched = METADATA_FIELDS.filter((field) => fields[field] !== undefined);
  if (fields.metadata === undefined && touched.length === 0) return undefined;
  const merged: JsonObject = { ...(fields.metadata === undefined ? current : jsonOf(fields.metadata)) };
  for (const field of touched) {
    const value: Json | undefined = fields[field];
    if (value === null || value === undefined) delete merged[field];
    else merged[field] = value;
  }
  return merged;
}

/** Applies a change to a value that is there; an absent one stays absent. */
export function given<T, R>(value: T | undefined, change: (value: T) => R): R | undefined {
  return value === undefined ? undefined : change(value);
}

export function picoOf(value: number | null): PicoUsd | null {
  return value === null ? null : parseUsd(value);
}

export function jsonOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The members that are there, so that a spread leaves the others alone. */
export function withoutAbsent<T extends object>(changes: T): T {
  const present: Partial<T> = { ...changes };
  for (const name of Object.keys(present) as (keyof T)[])
    if (present[name] === undefined) delete present[name];
  return present as T;
}
