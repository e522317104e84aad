import {
  Count,
  CountMap,
  Dollars,
  DurationText,
  JsonList,
  JsonMap,
  Line,
  Lines,
  OneOf,
} from '@tollgate/auth';
import { KEY_LIMITS, type SpenderFields, TIME_ZONE_MAX, type Weekday, WEEKDAYS } from '@tollgate/core';

const NAMES = { items: KEY_LIMITS.modelsMax, length: KEY_LIMITS.modelNameMax };
const TAGS = { items: KEY_LIMITS.tagsMax, length: KEY_LIMITS.tagMax };
/** Said of fields nothing acts on yet (INACTIVE_SPENDER_FIELDS). */
const STORED = 'Stored; without effect yet.';

/** Fields that making and changing an organization, a team or a user share. */
export class SpenderFieldsDto implements SpenderFields {
  @Dollars('Spend limit in US dollars.') max_budget?: number | null;
  @Dollars(STORED) soft_budget?: number | null;
  @DurationText({ never: false }, 'How often spend counts from zero again: `1d`, `1w`, `30d`, `1mo` …')
  budget_duration?: string | null;
  @Line(TIME_ZONE_MAX, 'Time zone whose midnights the budget follows: an IANA name, such as `Europe/Berlin`.')
  budget_timezone?: string | null;
  @OneOf(WEEKDAYS, 'First day of the weeks of the budget.') budget_week_start?: Weekday | null;
  @JsonList('Budgets of several windows at a time: `[{"budget_duration": "1d", "max_budget": 5}, …]`.')
  budget_limits?: Record<string, unknown>[] | null;
  @JsonMap('Budgets of models: `{"gpt-4o": {"budget_limit": 5, "time_period": "1d"}}`.')
  model_max_budget?: Record<string, unknown> | null;
  @Count('Calls at a time.') max_parallel_requests?: number | null;
  @Count('Tokens a minute.') tpm_limit?: number | null;
  @Count('Requests a minute.') rpm_limit?: number | null;
  @Lines(NAMES, 'Model names, wildcards (`openai/*`) or access groups; empty: every model.')
  models?: string[] | null;
  @JsonMap('Anything of yours; replaced as a whole.') metadata?: Record<string, unknown> | null;
  @JsonMap(STORED) object_permission?: Record<string, unknown> | null;
  @Lines(TAGS, 'Kept as metadata.tags.') tags?: string[] | null;
  @Lines(TAGS, STORED) guardrails?: string[] | null;
  @Lines(TAGS, STORED) prompts?: string[] | null;
  @CountMap('Requests a minute of single models.') model_rpm_limit?: Record<string, number> | null;
  @CountMap('Tokens a minute of single models.') model_tpm_limit?: Record<string, number> | null;
}
