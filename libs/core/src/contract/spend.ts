import { type CallStatus } from '../spend/spend-event.js';

/** One row of the spend log (LiteLLM's names, contract/management §10). Money is USD as a JSON number. */
export interface SpendLogRow {
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

/** Query of GET /spend/logs/v2. Dates are `YYYY-MM-DD HH:MM:SS` UTC or ISO 8601. */
export interface SpendLogQuery {
  start_date?: string;
  end_date?: string;
  api_key?: string;
  request_id?: string;
  user_id?: string;
  model?: string;
  status_filter?: CallStatus;
  page?: number;
  page_size?: number;
  sort_by?: 'spend' | 'total_tokens' | 'startTime' | 'endTime' | 'model';
  sort_order?: 'asc' | 'desc';
  /** Ours: keyset paging for the dashboard, an opaque text from the last reply. */
  cursor?: string;
}

export interface SpendLogPage {
  data: SpendLogRow[];
  total: number;
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
  metadata: { key_alias?: string | null; team_id?: string | null };
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
    page: number;
    total_pages: number;
    has_more: boolean;
  };
}
