import { type RhythmFields } from '../time/budget-rhythm.js';

/**
 * What organizations, teams and users have in common on the wire: budgets, limits, models. Money is USD as a JSON number,
 * times are ISO 8601 UTC.
 */

/** Fields that making and changing one share. On update an absent field is left alone, null clears. */
export interface SpenderFields extends RhythmFields {
  max_budget?: number | null;
  soft_budget?: number | null;
  budget_limits?: Record<string, unknown>[] | null;
  model_max_budget?: Record<string, unknown> | null;
  max_parallel_requests?: number | null;
  tpm_limit?: number | null;
  rpm_limit?: number | null;
  models?: string[] | null;
  metadata?: Record<string, unknown> | null;
  object_permission?: Record<string, unknown> | null;
  tags?: string[] | null;
  guardrails?: string[] | null;
  prompts?: string[] | null;
  model_rpm_limit?: Record<string, number> | null;
  model_tpm_limit?: Record<string, number> | null;
}

export interface SpenderView {
  spend: number;
  max_budget: number | null;
  soft_budget: number | null;
  budget_duration: string | null;
  budget_timezone: string | null;
  budget_week_start: string | null;
  budget_reset_at: string | null;
  budget_limits: unknown[] | null;
  model_max_budget: Record<string, unknown>;
  model_spend: Record<string, unknown>;
  max_parallel_requests: number | null;
  tpm_limit: number | null;
  rpm_limit: number | null;
  models: string[];
  metadata: Record<string, unknown>;
  object_permission: Record<string, unknown> | null;
  object_permission_id: null;
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}

/** A member's own limits, as `litellm_budget_table` shows them; null when there are none. */
export interface MemberBudget {
  budget_id: string;
  max_budget: number | null;
  budget_duration: string | null;
  budget_reset_at: string | null;
  tpm_limit: number | null;
  rpm_limit: number | null;
  allowed_models: string[];
}

/** Fields of the three above that are stored and given back, but that nothing acts on yet. */
export const INACTIVE_SPENDER_FIELDS = [
  'object_permission',
  'guardrails',
  'prompts',
] as const satisfies readonly (keyof SpenderFields)[];
