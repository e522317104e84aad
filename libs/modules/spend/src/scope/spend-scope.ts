import { type Conditions } from '../reports/conditions.js';

/** Whose rows a caller may see: everyone's (null), or those of a key, its user, and the teams and organizations he runs. */
export interface SpendScope {
  readonly only: ScopedTo | null;
}

export interface ScopedTo {
  /** SHA-256 of the key that was presented, hex. */
  readonly keyHash: string;
  readonly userId: string | null;
  readonly teamIds: readonly string[];
  readonly organizationIds: readonly string[];
}

export const EVERYTHING: SpendScope = Object.freeze({ only: null });

/** Adds that rows must be in the scope. Each part has an index on both `spend_event` and `spend_hourly`. */
export function addScope(conditions: Conditions, { only }: SpendScope): Conditions {
  if (only === null) return conditions;
  const parts = [`key_hash = ${conditions.parameter(only.keyHash)}`];
  if (only.userId !== null) parts.push(`user_id = ${conditions.parameter(only.userId)}`);
  if (only.teamIds.length > 0) parts.push(`team_id = ANY (${conditions.parameter(only.teamIds)})`);
  if (only.organizationIds.length > 0)
    parts.push(`organization_id = ANY (${conditions.parameter(only.organizationIds)})`);
  return conditions.addSql(`(${parts.join(' OR ')})`);
}
