import { type ActivityMetrics, type DailyActivity, type ModelInfo, type ModelState } from '@tollgate/core';
import { rankGroups } from '../../shared/activity/activity-series.js';
import { NO_ACTIVITY } from '../../shared/activity/activity-metrics.js';

/** A provider: how its deployments do now, and how its calls went in the period. */
export interface ProviderRow {
  provider: string;
  deployments: number;
  /** Of these get calls now. */
  serving: number;
  metrics: ActivityMetrics;
}

/** Providers that have deployments; those with one out of service first, then the busiest. */
export function providerRows(
  models: readonly ModelInfo[],
  states: ReadonlyMap<string, ModelState>,
  activity: readonly DailyActivity[],
): ProviderRow[] {
  const metrics = new Map(
    rankGroups(activity, 'provider', 'requests').map((group) => [group.id, group.metrics]),
  );
  const rows = new Map<string, ProviderRow>();
  for (const { model_info: info } of models) {
    const { litellm_provider: provider } = info;
    if (provider === null) continue;
    const row = rows.get(provider) ?? {
      ...{ provider, deployments: 0, serving: 0, metrics: metrics.get(provider) ?? NO_ACTIVITY },
    };
    row.deployments += 1;
    if (states.get(info.id)?.barrier === null) row.serving += 1;
    rows.set(provider, row);
  }
  const out = (row: ProviderRow) => (row.serving < row.deployments ? 0 : 1);
  return [...rows.values()].sort(
    (a, b) => out(a) - out(b) || b.metrics.api_requests - a.metrics.api_requests,
  );
}
