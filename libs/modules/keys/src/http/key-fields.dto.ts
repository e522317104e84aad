import {
  Count,
  CountMap,
  Dollars,
  DurationText,
  Flag,
  JsonList,
  JsonMap,
  Line,
  Lines,
  OneOf,
  TextMap,
} from '@tollgate/auth';
import {
  KEY_LIMITS,
  type KeyFields,
  RATE_LIMIT_TYPES,
  type RateLimitType,
  TIME_ZONE_MAX,
  type Weekday,
  WEEKDAYS,
} from '@tollgate/core';

const NAMES = { items: KEY_LIMITS.modelsMax, length: KEY_LIMITS.modelNameMax };
const TAGS = { items: KEY_LIMITS.tagsMax, length: KEY_LIMITS.tagMax };
/** Said of fields nothing acts on yet (INACTIVE_KEY_FIELDS). */
const STORED = 'Stored; without effect yet.';

/** Fields that making and changing a key share. */
export class KeyFieldsDto implements KeyFields {
  @Line(KEY_LIMITS.aliasMax, 'A name; unique among keys.') key_alias?: string | null;
  @DurationText({ never: true }, 'Life from now; "-1" or null: never expires.') duration?: string | null;
  @Lines(NAMES, 'Model names, wildcards (`openai/*`) or access groups; empty: every model.')
  models?: string[];
  @TextMap('Asked model name → name to use instead.') aliases?: Record<string, string>;
  @JsonMap(STORED) permissions?: Record<string, unknown>;
  @Dollars('Spend limit in US dollars.') max_budget?: number | null;
  @DurationText({ never: false }, 'How often spend counts from zero again: `1d`, `1w`, `30d`, `1mo` …')
  budget_duration?: string | null;
  @Line(TIME_ZONE_MAX, 'Time zone whose midnights the budget follows: an IANA name, such as `Europe/Berlin`.')
  budget_timezone?: string | null;
  @OneOf(WEEKDAYS, 'First day of the weeks of the budget.') budget_week_start?: Weekday | null;
  @Count('Calls at a time.') max_parallel_requests?: number | null;
  @Count('Tokens a minute.') tpm_limit?: number | null;
  @Count('Requests a minute.') rpm_limit?: number | null;
  @Line(KEY_LIMITS.idMax, 'Owner; appears in spend reports.') user_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'Team; appears in spend reports.') team_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'Organization; appears in spend reports.') organization_id?: string | null;
  @JsonMap('Anything of yours; replaced as a whole.') metadata?: Record<string, unknown>;
  @Lines(TAGS, 'Tags of every call of this key; kept as metadata.tags.') tags?: string[] | null;
  @Lines(NAMES, 'Paths or route groups the key is confined to; empty: no confinement.')
  allowed_routes?: string[];
  @Flag('A blocked key is refused.') blocked?: boolean | null;

  @JsonMap(STORED) config?: Record<string, unknown>;
  @Dollars(STORED) soft_budget?: number | null;
  @Line(KEY_LIMITS.idMax, 'Budget whose limits the key borrows where it has none.') budget_id?: string | null;
  @JsonList('Budgets of several windows at a time: `[{"budget_duration": "1d", "max_budget": 5}, …]`.')
  budget_limits?: Record<string, unknown>[] | null;
  @JsonMap('Budgets of models: `{"gpt-4o": {"budget_limit": 5, "time_period": "1d"}}`.')
  model_max_budget?: Record<string, unknown>;
  @CountMap('Requests a minute of single models.') model_rpm_limit?: Record<string, number> | null;
  @CountMap('Tokens a minute of single models.') model_tpm_limit?: Record<string, number> | null;
  @OneOf(RATE_LIMIT_TYPES, STORED) rpm_limit_type?: RateLimitType | null;
  @OneOf(RATE_LIMIT_TYPES, STORED) tpm_limit_type?: RateLimitType | null;
  @Line(KEY_LIMITS.idMax, 'Kept with the key.') project_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'Kept with the key.') agent_id?: string | null;
  @Lines(TAGS, STORED) guardrails?: string[] | null;
  @Lines(TAGS, STORED) policies?: string[] | null;
  @Lines(TAGS, STORED) prompts?: string[] | null;
  @Lines(TAGS, STORED) enforced_params?: string[] | null;
  @JsonList(STORED) allowed_vector_store_indexes?: unknown[] | null;
  @Flag(STORED) disable_global_guardrails?: boolean | null;
  @Lines(TAGS, STORED) allowed_passthrough_routes?: string[] | null;
  @Lines(TAGS, STORED) allowed_cache_controls?: string[];
  @JsonMap(STORED) object_permission?: Record<string, unknown> | null;
  @Lines(TAGS, STORED) access_group_ids?: string[] | null;
  @JsonMap(STORED) router_settings?: Record<string, unknown> | null;
  @Flag(STORED) auto_rotate?: boolean | null;
  @DurationText({ never: false }, STORED) rotation_interval?: string | null;
}
