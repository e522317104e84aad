import { type TargetParams } from '../calls/call-params.js';

/** One place a model can be served from. Entries of one `model_name` share its calls. */
export interface RouterModel {
  /** The name that calls ask for; may hold `*`. */
  model_name: string;
  litellm_params: TargetParams & {
    /** `provider/model`. */
    model: string;
    weight?: number;
    rpm?: number;
    tpm?: number;
    /** Lower ones are tried first. */
    order?: number;
    max_parallel_requests?: number;
    /** Seconds. */
    timeout?: number;
    stream_timeout?: number;
    num_retries?: number;
    drop_params?: boolean;
    tags?: string[];
    /** Any further parameter of the provider. */
    [name: string]: unknown;
  };
  model_info?: Record<string, unknown>;
}

/** Names that stand in for a name when it fails, in order. */
export type Fallbacks = Record<string, string[]>[];

/** `router_settings` of the gateway's configuration, beside the models. Times are in seconds. */
export interface RouterOptions {
  model_list: RouterModel[];
  /** How a deployment of a name is chosen; `simple-shuffle` by default. */
  routing_strategy?:
    | 'simple-shuffle'
    | 'least-busy'
    | 'usage-based-routing'
    | 'usage-based-routing-v2'
    | 'latency-based-routing'
    | 'cost-based-routing'
    | 'peak-ewma';
  routing_strategy_args?: Record<string, unknown>;
  model_group_alias?: Record<string, string | { model: string; hidden?: boolean }>;
  num_retries?: number;
  retry_after?: number;
  /** Retries by kind of error: `{ RateLimitErrorRetries: 3 }`. */
  retry_policy?: Record<string, number>;
  fallbacks?: Fallbacks;
  context_window_fallbacks?: Fallbacks;
  content_policy_fallbacks?: Fallbacks;
  default_fallbacks?: string[];
  max_fallbacks?: number;
  allowed_fails?: number;
  cooldown_time?: number;
  disable_cooldowns?: boolean;
  timeout?: number;
  stream_timeout?: number;
  enable_tag_filtering?: boolean;
  /** Leave out what a provider does not support, instead of failing. */
  drop_params?: boolean;
  /** Any further one of the gateway's router settings. */
  [setting: string]: unknown;
}
