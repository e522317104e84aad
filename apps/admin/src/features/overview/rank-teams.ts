import { type DailyActivity } from '@tollgate/core';
import { addMetrics } from '../../shared/activity/activity-metrics.js';
import { type ActivityGroup } from '../../shared/activity/activity-series.js';

/** Teams by what their keys spent, largest first; keys of no team are left out. The label is the id. */
export function rankTeams(days: readonly DailyActivity[]): ActivityGroup[] {
  const teams = new Map<string, ActivityGroup>();
  for (const day of days) {
    for (const { metrics, metadata } of Object.values(day.breakdown.api_keys)) {
      const { team_id: id } = metadata;
      if (!id) continue;
      const known = teams.get(id);
      teams.set(id, { id, label: id, metrics: known ? addMetrics(known.metrics, metrics) : metrics });
    }
  }
  return [...teams.values()].sort((a, b) => b.metrics.spend - a.metrics.spend);
}
