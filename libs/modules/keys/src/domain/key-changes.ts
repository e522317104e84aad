import {
  addDuration,
  type BudgetCalendar,
  isJsonObject,
  type Json,
  type JsonObject,
  KEY_LIMITS,
  type KeyFields,
  ok,
  parseDuration,
  parseUsd,
  type PicoUsd,
  type Result,
  rhythmChangesOf,
  type UpdateKeyRequest,
  DURATION_FORMAT,
  faultOfBudgetLimits,
  faultOfModelBudgets,
  UTC_CALENDAR,
} from '@tollgate/core';
import { badKeyRequest } from './key-refusals.js';
import { type KeyChanges, type VirtualKey } from './virtual-key.js';

/** Fields of /key/generate and /key/update that change a key; an absent field is left alone. */
export type ChangingFields = KeyFields &
  Pick<UpdateKeyRequest, 'spend' | 'temp_budget_increase' | 'temp_budget_expiry'>;

/** Fields that live inside `metadata`, as the API we are compatible with keeps them. */
export const METADATA_FIELDS = [
  'tags',
  'guardrails',
  'prompts',
  'enforced_params',
  'allowed_vector_store_indexes',
  'disable_global_guardrails',
  'allowed_passthrough_routes',
  'model_rpm_limit',
  'model_tpm_limit',
  'rpm_limit_type',
  'tpm_limit_type',
  'temp_budget_increase',
  'temp_budget_expiry',
] as const satisfies readonly (keyof ChangingFields)[];

/** What changes depend on. */
export type KeyState = Pick<VirtualKey, 'metadata' | 'budgetDuration' | 'budgetTimezone' | 'budgetWeekStart'>;

/** Durations that mean "never expires". */
const NEVER = new Set(['', '-1']);

/**
 * What a request changes on a key: only what it holds, where null clears.
 * @param current a `metadata` in the request replaces the one so far as a whole.
 * @param calendar whose midnights the budget follows.
 */
export function keyChangesOf(
  fields: ChangingFields,
  current: KeyState,
  now: Date,
  calendar: BudgetCalendar = UTC_CALENDAR,
): Result<KeyChanges> {
  const expires = expiryOf(fields.duration, now);
  if (!expires.ok) return expires;
  const rhythm = rhythmChangesOf(fields, current, now, calendar);
  if ('fault' in rhythm) return badKeyRequest(rhythm.param, rhythm.fault);
  const budgetFault = faultOfBudgets(fields);
  if (budgetFault) return budgetFault;
  const merged = metadataOf(fields, current.metadata);
  if (merged !== undefined && JSON.stringify(merged).length > KEY_LIMITS.metadataBytesMax)
    return badKeyRequest('metadata', `metadata must be at most ${KEY_LIMITS.metadataBytesMax} bytes of JSON`);
  return ok(
    withoutAbsent({
      ...moneyAndLimits(fields),
      ...rhythm,
      spendSince: given(fields.spend, () => now),
      ...access(fields),
      ...owners(fields),
      metadata: merged,
      expires: expires.value,
      blocked: fields.blocked,
      autoRotate: given(fields.auto_rotate, (value) => value ?? false),
      rotationInterval: fields.rotation_interval,
    }),
  );
}

function moneyAndLimits(fields: ChangingFields): KeyChanges {
  return {
    spend: given(fields.spend, pico) ?? undefined,
    maxBudget: given(fields.max_budget, pico),
    softBudget: given(fields.soft_budget, pico),
    softBudgetCooldown: tellsAnew(fields) ? false : undefined,
    budgetId: given(fields.budget_id, (id) => id || null),
    budgetLimits: given(fields.budget_limits, (value) => value && value.filter(isJsonObject)),
    modelMaxBudget: given(fields.model_max_budget, json),
    maxParallelRequests: fields.max_parallel_requests,
    tpmLimit: fields.tpm_limit,
    rpmLimit: fields.rpm_limit,
  };
}

/** Is another soft budget to be reached, or spend from another figure on? */
function tellsAnew(fields: ChangingFields): boolean {
  return fields.soft_budget !== undefined || fields.spend !== undefined;
}

function access(fields: ChangingFields): KeyChanges {
  return {
    keyAlias: given(fields.key_alias, (alias) => alias || null),
    models: given(fields.models, list),
    aliases: given(fields.aliases, (value) => value ?? {}),
    config: given(fields.config, json),
    permissions: given(fields.permissions, json),
    routerSettings: given(fields.router_settings, (value) => (value ? json(value) : null)),
    allowedRoutes: given(fields.allowed_routes, list),
    allowedCacheControls: given(fields.allowed_cache_controls, list),
    accessGroupIds: fields.access_group_ids,
    policies: fields.policies,
    objectPermission: given(fields.object_permission, (value) => (value ? json(value) : null)),
  };
}

function owners(fields: ChangingFields): KeyChanges {
  return {
    userId: given(fields.user_id, (id) => id || null),
    teamId: given(fields.team_id, (id) => id || null),
    organizationId: given(fields.organization_id, (id) => id || null),
    projectId: given(fields.project_id, (id) => id || null),
    agentId: given(fields.agent_id, (id) => id || null),
  };
}

/** New metadata; undefined when the request touches none of it. */
function metadataOf(fields: ChangingFields, current: JsonObject): JsonObject | undefined {
  const touched = METADATA_FIELDS.filter((field) => fields[field] !== undefined);
  if (fields.metadata === undefined && touched.length === 0) return undefined;
  const merged: JsonObject = { ...(fields.metadata === undefined ? current : json(fields.metadata)) };
  for (const field of touched) {
    const value: unknown = fields[field];
    if (value === null) delete merged[field];
    else if (isJson(value)) merged[field] = value;
  }
  return merged;
}

/** When a key ends; null = never, undefined = not asked for. Exact length from now; a month is a calendar month. */
function expiryOf(duration: string | null | undefined, now: Date): Result<Date | null | undefined> {
  if (duration === undefined) return ok(undefined);
  if (duration === null || NEVER.has(duration)) return ok(null);
  const parsed = parseDuration(duration);
  if (!parsed) return badKeyRequest('duration', `duration must be ${DURATION_FORMAT}`);
  const expires = addDuration(now, parsed);
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + KEY_LIMITS.durationYearsMax);
  if (!(expires.getTime() <= latest.getTime()))
    return badKeyRequest('duration', `duration must be at most ${KEY_LIMITS.durationYearsMax} years`);
  return ok(expires);
}

/** What is wrong with budgets of models or of several windows; null when nothing is. */
function faultOfBudgets(fields: ChangingFields): Result<never> | null {
  const limits = fields.budget_limits && faultOfBudgetLimits(fields.budget_limits);
  if (limits) return badKeyRequest('budget_limits', limits);
  const models = fields.model_max_budget && faultOfModelBudgets(fields.model_max_budget);
  return models ? badKeyRequest('model_max_budget', models) : null;
}

function given<T, R>(value: T | undefined, change: (value: T) => R): R | undefined {
  return value === undefined ? undefined : change(value);
}

function pico(value: number | null): PicoUsd | null {
  return value === null ? null : parseUsd(value);
}

function list(value: string[] | null): string[] {
  return value ?? [];
}

function json(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The value came out of JSON text; this tells the compiler. */
function isJson(value: unknown): value is Json {
  return value === null || ['boolean', 'number', 'string', 'object'].includes(typeof value);
}

function withoutAbsent(changes: KeyChanges): KeyChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
