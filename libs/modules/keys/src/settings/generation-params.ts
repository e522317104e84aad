import { addDuration, type GenerateKeyRequest, ok, parseDuration, type Result } from '@tollgate/core';
import { badKeyRequest } from '../domain/key-refusals.js';
import { type KeySettings } from './key-settings.js';

const COUNTS = ['max_budget', 'max_parallel_requests', 'tpm_limit', 'rpm_limit'] as const;
const DURATIONS = ['duration', 'budget_duration'] as const;
const FOREVER = new Set<string | null | undefined>([undefined, null, '', '-1']);

/**
 * A request for a new key with the installation's defaults where it says nothing, and within its upper bounds: what is
 * missing becomes the bound, what is above it is refused.
 */
export function withGenerationParams(
  request: GenerateKeyRequest,
  { defaults, upperBounds }: Pick<KeySettings, 'defaults' | 'upperBounds'>,
): Result<GenerateKeyRequest> {
  const filled: GenerateKeyRequest = { ...request };
  for (const [field, value] of Object.entries(defaults))
    if (isUnsaid(Reflect.get(filled, field))) Object.assign(filled, { [field]: value });
  for (const field of COUNTS) {
    const most = upperBounds[field];
    if (most == null) continue;
    const asked = filled[field];
    if (asked != null && asked > most) return tooMuch(field, most);
    filled[field] = asked ?? most;
  }
  for (const field of DURATIONS) {
    const most = upperBounds[field];
    if (most == null) continue;
    const asked = filled[field];
    if (asked != null && isLonger(asked, most)) return tooMuch(field, most);
    filled[field] = FOREVER.has(asked) ? most : (asked ?? most);
  }
  return ok(filled);
}

/** Nothing, an empty list or an empty map. */
function isUnsaid(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Durations nobody can read are for the check of the request itself. */
function isLonger(asked: string, most: string): boolean {
  if (FOREVER.has(asked)) return true;
  const [left, right] = [parseDuration(asked), parseDuration(most)];
  if (!left || !right) return false;
  const from = new Date(0);
  return addDuration(from, left) > addDuration(from, right);
}

function tooMuch(field: string, most: number | string): Result<never> {
  return badKeyRequest(field, `${field} must be at most ${most}: upperbound_key_generate_params says so`);
}
