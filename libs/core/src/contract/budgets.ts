import { type RhythmFields } from '../time/budget-rhythm.js';

/** Management API of budgets: wire types. Money is USD as a JSON number, times are ISO 8601 UTC. */

/** Fields that budget/new and budget/update share; on update an absent field is left alone, `null` clears. */
export interface BudgetFields extends RhythmFields {
  max_budget?: number | null;
  soft_budget?: number | null;
  max_parallel_requests?: number | null;
  tpm_limit?: number | null;
  rpm_limit?: number | null;
  model_max_budget?: Record<string, unknown> | null;
}

export interface NewBudgetRequest extends BudgetFields {
  /** Absent or null: one is made. */
  budget_id?: string | null;
}

export interface UpdateBudgetRequest extends BudgetFields {
  budget_id: string;
}

/** Body of /budget/info. */
export interface BudgetIds {
  budgets: string[];
}

export interface DeleteBudgetRequest {
  id: string;
}

/** A budget, as /budget/new, update, info, list and delete give it. */
export interface BudgetView {
  budget_id: string;
  max_budget: number | null;
  soft_budget: number | null;
  max_parallel_requests: number | null;
  tpm_limit: number | null;
  rpm_limit: number | null;
  model_max_budget: Record<string, unknown> | null;
  budget_duration: string | null;
  budget_timezone: string | null;
  budget_week_start: string | null;
  budget_reset_at: string | null;
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}

/** An entry of GET /budget/settings. */
export interface BudgetSetting {
  field_name: string;
  field_type: string;
  field_description: string;
  field_value: unknown;
  stored_in_db: boolean;
  field_default_value: null;
}

/** Who can have a budget. */
export type BudgetScope = 'key' | 'team' | 'user' | 'organization' | 'customer' | 'tag';

/** Somebody's budget and how much of it is used; GET /budget/nearest (ours). Money is USD. */
export interface UsedBudget {
  scope: BudgetScope;
  /** Hash of a key, name of a tag, id of anybody else. */
  id: string;
  /** null: it has none. */
  name: string | null;
  /** In the window that runs. */
  spend: number;
  /** Its own, or else that of the budget it borrows. */
  max_budget: number;
  budget_duration: string | null;
  /** ISO 8601. */
  budget_reset_at: string | null;
}

export interface UsedBudgetList {
  /** Nearest to their limit first. */
  data: UsedBudget[];
}
