import { type CallStatus } from '../spend/spend-event.js';

/** One row of the spend log (LiteLLM's names, contract/management §10). Money is USD as a JSON number. */
export interface SpendLogRow {
  /** Ours: the row's own identity; `request_id` may repeat. GET /spend/logs/ui/{id} takes either. */
  id: string;
  request_id: string;
  call_type: string;
  api_key: string;
  /** null: unpriced. */
  spend: number | null;
  total_tokens: number;
  prompt_tokens: number;
  completion_tokens: number;
  startTime: string;
  endTime: string;
  completionStartTime: string | null;
  request_duration_ms: number;
  model: string;
  model_id: string | null;
  model_group: string | null;
  custom_llm_provider: string | null;
  user: string;
  end_user: string;
  team_id: string | null;
  request_tags: string[];
  requester_ip_address: string | null;
  session_id: string | null;
  cache_hit: 'True' | 'False';
  cache_key: string;
  status: CallStatus;
  metadata: Record<string, unknown>;
}

export const SPEND_LOG_SORT_FIELDS = [
  'startTime',
  'endTime',
  'spend',
  'total_tokens',
  'request_duration_ms',
  'ttft_ms',
  'model',
] as const;
export type SpendLogSortField = (typeof SPEND_LOG_SORT_FIELDS)[number];

/** Query of GET /spend/logs/v2. Dates are `YYYY-MM-DD HH:MM:SS` UTC or ISO 8601. */
export interface SpendLogQuery {
  start_date?: string;
  end_date?: string;
  /** The key itself (`sk-…`) or its hash. */
  api_key?: string;
  key_alias?: string;
  request_id?: string;
  session_id?: string;
  user_id?: string;
  team_id?: string;
  end_user?: string;
  /** The model sent upstream, or its public group. */
  model?: string;
  model_group?: string;
  /** Id of the deployment. */
  model_id?: string;
  status_filter?: CallStatus;
  /** HTTP status or class of the failure. */
  error_code?: string;
  /** Part of the failure's text. */
  error_message?: string;
  /** USD. */
  min_spend?: number;
  max_spend?: number;
  page?: number;
  page_size?: number;
  sort_by?: SpendLogSortField;
  sort_order?: 'asc' | 'desc';
  /** Ours: keyset paging for the dashboard, an opaque text from the last reply. */
  cursor?: string;
  /** The rest is ours, too. */
  organization_id?: string;
  provider?: string;
  /** One of the call's tags. */
  tag?: string;
  /** Class of the failure. */
  error_class?: string;
  min_duration_ms?: number;
  max_duration_ms?: number;
  /** Only calls without a known price. */
  unpriced?: boolean;
}

export interface SpendLogPage {
  data: SpendLogRow[];
  /** Rows that match, counted up to 10,000. */
  total: number;
  /** Ours: there are more than `total`. */
  total_capped: boolean;
  page: number;
  page_size: number;
  total_pages: number;
  /** Ours: where the next page begins; null on the last one. */
  next_cursor: string | null;
}

/** Numbers of GET /user/daily/activity (contract/management §11.4), also what the Usage page is drawn from. */
export interface ActivityMetrics {
  spend: number;
  prompt_tokens: number;
  completion_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
  total_tokens: number;
  successful_requests: number;
  failed_requests: number;
  api_requests: number;
  /** Ours: calls whose price is unknown; their spend is missing from `spend`. */
  unpriced_requests: number;
}

export interface ActivityEntry {
  metrics: ActivityMetrics;
  /** `alias`, ours: what people call an entity; null where it has no name. */
  metadata: { key_alias?: string | null; team_id?: string | null; alias?: string | null };
  api_key_breakdown?: Record<string, ActivityEntry>;
}

export interface DailyActivity {
  /** UTC day, `YYYY-MM-DD`. */
  date: string;
  metrics: ActivityMetrics;
  breakdown: {
    models: Record<string, ActivityEntry>;
    model_groups: Record<string, ActivityEntry>;
    providers: Record<string, ActivityEntry>;
    api_keys: Record<string, ActivityEntry>;
    /** Teams, organizations, customers or tags by id, where the route is theirs; `Unassigned` is what belongs to none. */
    entities?: Record<string, ActivityEntry>;
  };
}

export interface DailyActivityPage {
  results: DailyActivity[];
  metadata: {
    total_spend: number;
    total_prompt_tokens: number;
    total_completion_tokens: number;
    total_tokens: number;
    total_api_requests: number;
    total_successful_requests: number;
    total_failed_requests: number;
    total_cache_read_input_tokens: number;
    total_cache_creation_input_tokens: number;
    /** Ours: calls whose price is unknown. */
    total_unpriced_requests: number;
    page: number;
    total_pages: number;
    has_more: boolean;
  };
}
