import { Count, Dollars, DurationText, JsonMap, Line, Lines, OneOf, Required } from '@tollgate/auth';
import {
  type BudgetFields,
  type BudgetIds,
  type DeleteBudgetRequest,
  KEY_LIMITS,
  type NewBudgetRequest,
  TIME_ZONE_MAX,
  type Weekday,
  WEEKDAYS,
  type UpdateBudgetRequest,
} from '@tollgate/core';

const STORED = 'Stored; without effect yet.';
const IDS_MAX = 1_000;

class BudgetFieldsDto implements BudgetFields {
  @Dollars('Spend limit in US dollars.') max_budget?: number | null;
  @Dollars(STORED) soft_budget?: number | null;
  @Count('Calls at a time.') max_parallel_requests?: number | null;
  @Count('Tokens a minute.') tpm_limit?: number | null;
  @Count('Requests a minute.') rpm_limit?: number | null;
  @DurationText({ never: false }, 'How often spend counts from zero again: `1d`, `1w`, `30d`, `1mo` …')
  budget_duration?: string | null;
  @Line(TIME_ZONE_MAX, 'Time zone whose midnights the budget follows: an IANA name, such as `Europe/Berlin`.')
  budget_timezone?: string | null;
  @OneOf(WEEKDAYS, 'First day of the weeks of the budget.') budget_week_start?: Weekday | null;
  @JsonMap('Budgets of models: `{"gpt-4o": {"budget_limit": 5, "time_period": "1d"}}`.')
  model_max_budget?: Record<string, unknown> | null;
}

export class NewBudgetDto extends BudgetFieldsDto implements NewBudgetRequest {
  @Line(KEY_LIMITS.idMax, 'A name of your own; else one is made.') budget_id?: string | null;
}

export class UpdateBudgetDto extends BudgetFieldsDto implements UpdateBudgetRequest {
  @Required(KEY_LIMITS.idMax, 'Which budget.') budget_id!: string;
}

export class BudgetIdsDto implements BudgetIds {
  @Lines({ items: IDS_MAX, length: KEY_LIMITS.idMax }, 'Which budgets.') budgets!: string[];
}

export class DeleteBudgetDto implements DeleteBudgetRequest {
  @Required(KEY_LIMITS.idMax, 'Which budget.') id!: string;
}

export class BudgetSettingsQueryDto {
  @Required(KEY_LIMITS.idMax, 'Which budget.') budget_id!: string;
}
