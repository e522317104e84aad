/** Reply of GET /provider/budgets: `provider_budget_config`, and what has been spent of it. */
export interface ProviderBudgets {
  providers: Record<string, ProviderBudgetView>;
}

export interface ProviderBudgetView {
  /** USD. */
  budget_limit: number;
  /** Such as `1d`; null: it never begins anew. */
  time_period: string | null;
  /** USD, in the running period. */
  spend: number;
  /** ISO 8601; null: never. */
  budget_reset_at: string | null;
}
