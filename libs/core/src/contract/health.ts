/** `unknown`: it was not found out, and why stands beside it. */
export type HealthStatus = 'healthy' | 'unhealthy' | 'unknown';

/** One check of a deployment, as `/health/history` and `/health/latest` list it (contract/management §12). */
export interface HealthCheckView {
  health_check_id: string;
  model_name: string;
  model_id: string;
  status: HealthStatus;
  healthy_count: number;
  unhealthy_count: number;
  /** The provider's own words, without secrets; null when all is well. */
  error_message: string | null;
  response_time_ms: number;
  /** `probe`: what was asked, `models` (free) or `call`; `error_class` and `error_status` as on the data plane. */
  details: { probe: string; model: string; error_class: string | null; error_status: number | null };
  /** A user's id; null: in the background. */
  checked_by: string | null;
  /** ISO 8601. */
  checked_at: string;
  created_at: string;
}

export interface HealthHistory {
  health_checks: HealthCheckView[];
  total_records: number;
  limit: number;
  offset: number;
}

/** By deployment id. */
export interface LatestHealth {
  latest_health_checks: Record<string, HealthCheckView>;
  total_models: number;
}

/** A deployment as `GET /health` lists it. Without details: model and id alone. */
export interface HealthEndpoint {
  model: string;
  model_id: string;
  model_name: string;
  api_base?: string | null;
  response_time_ms?: number;
  /** ISO 8601. */
  checked_at?: string;
  probe?: string;
  error?: string;
  exception_status?: number | null;
}

export interface HealthReport {
  healthy_endpoints: HealthEndpoint[];
  unhealthy_endpoints: HealthEndpoint[];
  healthy_count: number;
  unhealthy_count: number;
  /** Ours: deployments that no check has told about yet, or that cannot be checked. */
  unknown_endpoints: HealthEndpoint[];
  unknown_count: number;
}

/** `POST /health/test_connection`. A model that cannot be reached is a 200 with `error`. */
export interface ConnectionTest {
  status: 'success' | 'error';
  /** The parameters that were used, secrets hidden, and how the call went. */
  result: Record<string, unknown> & { error?: string; error_class?: string; response_time_ms?: number };
}
