import { type Environment, type GatewayConfig } from '@tollgate/config';
import { type FallbackMap, type RoutingTable } from '@tollgate/routing';
import { affinityRules } from './affinity-rules.js';
import { failsByKind, retriesByKind } from './error-policies.js';
import { strategyArgs } from './strategy-args.js';

/** The part of a routing table that holds for all deployments. */
export type RouterDefaults = Omit<RoutingTable, 'groups' | 'wildcards' | 'aliases'>;

const REQUEST_TIMEOUT_SECONDS = 6000;
const COOLDOWN_SECONDS = 5;
const NUM_RETRIES = 2;
const MAX_FALLBACKS = 5;
const HEDGE_SHARE = 0.1;
const ALLOWED_FAILS = 3;

/** `router_settings`, else `litellm_settings`, else the environment, else what LiteLLM takes. Times in milliseconds. */
export function routerDefaults(config: GatewayConfig, env: Environment): RouterDefaults {
  const router = config.router_settings ?? {};
  const litellm = config.litellm_settings ?? {};
  const timeout =
    positive(router.timeout) ?? positive(litellm.request_timeout) ?? numberIn(env, 'REQUEST_TIMEOUT');
  // A cooldown of 0 is read as "not set"; `disable_cooldowns` is how to have none.
  const cooldown =
    positive(router.cooldown_time) ??
    positive(litellm.cooldown_time) ??
    numberIn(env, 'DEFAULT_COOLDOWN_TIME_SECONDS') ??
    COOLDOWN_SECONDS;
  return {
    fallbacks: fallbackMap(router.fallbacks ?? litellm.fallbacks) ?? new Map(),
    contextWindowFallbacks: fallbackMap(router.context_window_fallbacks ?? litellm.context_window_fallbacks),
    contentPolicyFallbacks: fallbackMap(router.content_policy_fallbacks ?? litellm.content_policy_fallbacks),
    defaultFallbacks: router.default_fallbacks ?? litellm.default_fallbacks ?? [],
    maxFallbacks:
      router.max_fallbacks ?? litellm.max_fallbacks ?? numberIn(env, 'ROUTER_MAX_FALLBACKS') ?? MAX_FALLBACKS,
    numRetries: router.num_retries ?? router.max_retries ?? litellm.num_retries ?? NUM_RETRIES,
    retryPolicy: router.retry_policy ? retriesByKind(router.retry_policy) : null,
    groupRetryPolicies: new Map(
      Object.entries(router.model_group_retry_policy ?? {}).map(([group, policy]) => [
        group,
        retriesByKind(policy),
      ]),
    ),
    timeoutMs: milliseconds(timeout ?? REQUEST_TIMEOUT_SECONDS),
    streamTimeoutMs: milliseconds(positive(router.stream_timeout)),
    stallTimeoutMs: milliseconds(positive(router.stall_timeout)),
    totalTimeoutMs: milliseconds(positive(router.total_timeout)),
    retryAfterMs: milliseconds(router.retry_after ?? 0),
    ...hedgingOf(router),
    cooldownMs: router.disable_cooldowns === true ? 0 : milliseconds(cooldown),
    allowedFails: router.allowed_fails ?? litellm.allowed_fails ?? ALLOWED_FAILS,
    allowedFailsPolicy: router.allowed_fails_policy ? failsByKind(router.allowed_fails_policy) : null,
    strategy: router.routing_strategy ?? 'simple-shuffle',
    strategyArgs: strategyArgs(router.routing_strategy_args),
    ...(router.enable_pre_call_checks === true ? { preCallChecks: true } : {}),
    ...affinityRules(router),
    tagFiltering:
      router.enable_tag_filtering === true
        ? { matchAny: router.tag_filtering_match_any ?? true, prefix: router.tag_routing_prefix ?? '' }
        : null,
  };
}

function hedgingOf({
  hedge_after_ms: afterMs,
  hedge_share: share,
}: NonNullable<GatewayConfig['router_settings']>): Pick<RouterDefaults, 'hedging'> {
  return afterMs === undefined ? {} : { hedging: { afterMs, share: share ?? HEDGE_SHARE } };
}

function fallbackMap(
  items: readonly { readonly name: string; readonly value: readonly string[] }[] | undefined,
): FallbackMap | null {
  return items ? new Map(items.map(({ name, value }) => [name, value])) : null;
}

/** Seconds → whole milliseconds. */
export function milliseconds(seconds: number): number;
export function milliseconds(seconds: number | null): number | null;
export function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000);
}

/** A time of 0 seconds counts as not set. */
export function positive(value: number | undefined): number | null {
  return value !== undefined && value > 0 ? value : null;
}

function numberIn(env: Environment, name: string): number | null {
  const value = env[name]?.trim();
  return value !== undefined && /^\d+(\.\d+)?$/.test(value) ? positive(Number(value)) : null;
}
