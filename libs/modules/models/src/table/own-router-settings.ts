import { readStoredConfig } from '@tollgate/config';
import { type RoutingTable } from '@tollgate/routing';
import { aliasesOf } from './build-routing-table.js';
import { type RouterDefaults, routerDefaults } from './router-defaults.js';

/** What `router_settings` of a key or team may change, and the parts of the table that follow from it. */
const CHANGES: Readonly<Record<string, readonly (keyof RouterDefaults)[]>> = {
  routing_strategy: ['strategy'],
  routing_strategy_args: ['strategyArgs'],
  num_retries: ['numRetries'],
  max_retries: ['numRetries'],
  retry_after: ['retryAfterMs'],
  retry_policy: ['retryPolicy'],
  model_group_retry_policy: ['groupRetryPolicies'],
  timeout: ['timeoutMs'],
  stream_timeout: ['streamTimeoutMs'],
  stall_timeout: ['stallTimeoutMs'],
  total_timeout: ['totalTimeoutMs'],
  hedge_after_ms: ['hedging'],
  fallbacks: ['fallbacks'],
  context_window_fallbacks: ['contextWindowFallbacks'],
  content_policy_fallbacks: ['contentPolicyFallbacks'],
  default_fallbacks: ['defaultFallbacks'],
  max_fallbacks: ['maxFallbacks'],
  enable_tag_filtering: ['tagFiltering'],
  tag_filtering_match_any: ['tagFiltering'],
};

/** What cannot be read is left out; its path and what is wrong with it, without the value. */
export interface OwnTable {
  readonly table: RoutingTable;
  readonly faults: readonly string[];
}

/**
 * The table as it is for the calls of a key or team with `router_settings` of its own: deployments, their health and their
 * limits are those of all. References to the environment are not followed, as those who write such settings may not read it.
 */
export function ownTable(base: RoutingTable, settings: Readonly<Record<string, unknown>>): OwnTable {
  const known = Object.entries(settings).filter(([name]) => name in CHANGES || name === 'model_group_alias');
  const changes: Partial<RoutingTable>[] = [];
  const faults: string[] = [];
  for (const [name, value] of known) {
    if (value === null) continue;
    const read = readStoredConfig({ router_settings: { ...matching(name, settings), [name]: value } }, {});
    if (!read.ok) {
      faults.push(...read.faults.map(({ path, message }) => `${path}: ${message}`));
      continue;
    }
    const defaults = routerDefaults(read.config, {});
    changes.push(Object.fromEntries((CHANGES[name] ?? []).map((part) => [part, defaults[part]])));
    if (name === 'model_group_alias')
      changes.push({ aliases: new Map([...base.aliases, ...aliasesOf(read.config)]) });
    // A strategy of one's own also holds for groups that have one for everybody.
    if (name === 'routing_strategy') changes.push({ groupStrategies: new Map() });
  }
  return {
    table: changes.reduce<RoutingTable>((table, change) => ({ ...table, ...change }), { ...base, base }),
    faults,
  };
}

/** Tag filtering is made of two settings. */
function matching(name: string, settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const other = name === 'tag_filtering_match_any' ? 'enable_tag_filtering' : 'tag_filtering_match_any';
  const isOfTwo = name === 'enable_tag_filtering' || name === 'tag_filtering_match_any';
  return isOfTwo && typeof settings[other] === 'boolean' ? { [other]: settings[other] } : {};
}
