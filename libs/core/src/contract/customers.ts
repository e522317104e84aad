import { type SpenderFields, type SpenderView } from './spenders.js';

/** Management API of customers (end users): wire types. Money is USD as a JSON number, times are ISO 8601 UTC. */

/** Where a customer's calls may be answered. */
export const MODEL_REGIONS = ['eu', 'us'] as const;
export type ModelRegion = (typeof MODEL_REGIONS)[number];

/** Fields that customer/new and customer/update share; on update an absent field is left alone, null clears. */
export interface CustomerFields extends SpenderFields {
  alias?: string | null;
  blocked?: boolean | null;
  /** The budget to borrow limits from; not together with `max_budget`. */
  budget_id?: string | null;
  allowed_model_region?: ModelRegion | null;
  default_model?: string | null;
}

export interface NewCustomerRequest extends CustomerFields {
  user_id: string;
  /** US dollars ≥ 0 that count as spent already. */
  spend?: number | null;
}

export interface UpdateCustomerRequest extends CustomerFields {
  user_id: string;
}

/** Body of customer/delete, block and unblock. */
export interface CustomerIds {
  user_ids: string[];
}

/** A customer's row; the limits in force, its own or borrowed, are under `litellm_budget_table`. */
export interface CustomerView extends SpenderView {
  user_id: string;
  alias: string | null;
  blocked: boolean;
  allowed_model_region: string | null;
  default_model: string | null;
  budget_id: string | null;
  litellm_budget_table: BorrowedBudgetView | null;
}

/** Limits of a customer, a tag or a project as clients of the API we are compatible with look for them. */
export interface BorrowedBudgetView {
  /** Empty: all of them are its own. */
  budget_id: string;
  max_budget: number | null;
  soft_budget: number | null;
  max_parallel_requests: number | null;
  tpm_limit: number | null;
  rpm_limit: number | null;
  model_max_budget: Record<string, unknown> | null;
  budget_duration: string | null;
  budget_reset_at: string | null;
}

export interface DeletedCustomers {
  deleted_customers: number;
  message: string;
}

/** Fields of a customer that are stored and given back, but that nothing acts on yet. */
export const INACTIVE_CUSTOMER_FIELDS = [
  'default_model',
] as const satisfies readonly (keyof CustomerFields)[];
