import { type BudgetSetting, type BudgetView } from '@tollgate/core';

const FIELDS = [
  ['max_budget', 'Float', 'Spend limit in US dollars.'],
  ['soft_budget', 'Float', 'Spend from which on an alert is told, once in a window; calls go on.'],
  ['max_parallel_requests', 'Integer', 'Calls at a time.'],
  ['tpm_limit', 'Integer', 'Tokens a minute.'],
  ['rpm_limit', 'Integer', 'Requests a minute.'],
  ['budget_duration', 'String', 'How often spend counts from zero again.'],
] as const satisfies readonly (readonly [keyof BudgetView, string, string])[];

/** A budget as a form shows it, field by field. */
export function budgetSettingsOf(budget: BudgetView): BudgetSetting[] {
  return FIELDS.map(([name, type, description]) => ({
    field_name: name,
    field_type: type,
    field_description: description,
    field_value: budget[name],
    stored_in_db: true,
    field_default_value: null,
  }));
}
