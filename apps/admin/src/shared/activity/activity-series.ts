import { unreachable, type ActivityEntry, type ActivityMetrics, type DailyActivity } from '@tollgate/core';
import { NAMED_SERIES, shortId, type ChartPoint, type ChartSeries } from '@tollgate/ui';
import { addMetrics } from './activity-metrics.js';

/** What usage is broken down by. Those of ENTITIES are asked for one at a time. */
export const ENTITIES = ['team', 'user', 'customer', 'tag', 'organization'] as const;
export type ActivityEntityKind = (typeof ENTITIES)[number];
export const DIMENSIONS = ['model', 'key', 'provider', ...ENTITIES] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The kind of entity a dimension is of; undefined for what every reply has. */
export const entityOf = (dimension: Dimension): ActivityEntityKind | undefined =>
  ENTITIES.find((kind) => kind === dimension);

/** What the API calls the part that belongs to no entity. */
export const UNASSIGNED = 'Unassigned';

export const MEASURES = ['spend', 'tokens', 'requests'] as const;
export type Measure = (typeof MEASURES)[number];

/** One model, key or provider over the whole range. */
export interface ActivityGroup {
  id: string;
  label: string;
  metrics: ActivityMetrics;
}

/** The figure a chart draws. */
export function measureOf(metrics: ActivityMetrics, measure: Measure): number {
  switch (measure) {
    case 'spend':
      return metrics.spend;
    case 'tokens':
      return metrics.total_tokens;
    case 'requests':
      return metrics.api_requests;
    default:
      return unreachable(measure);
  }
}

/** A day's parts. Models are the public names clients ask for; a server without them gives the names sent upstream. */
export function breakdownOf(day: DailyActivity, dimension: Dimension): Record<string, ActivityEntry> {
  switch (dimension) {
    case 'model': {
      const { model_groups: groups, models } = day.breakdown;
      return Object.keys(groups).length > 0 ? groups : models;
    }
    case 'key':
      return day.breakdown.api_keys;
    case 'provider':
      return day.breakdown.providers;
    case 'team':
    case 'user':
    case 'customer':
    case 'tag':
    case 'organization':
      return day.breakdown.entities ?? {};
    default:
      return unreachable(dimension);
  }
}

/** The name people know a part by. */
export function labelOf(id: string, entry: ActivityEntry, dimension: Dimension): string {
  if (dimension === 'key') return entry.metadata.key_alias ?? shortId(id);
  if (entityOf(dimension) !== undefined)
    return id === UNASSIGNED ? `no ${dimension}` : (entry.metadata.alias ?? id);
  return id === '' ? 'unknown' : id;
}

/** All parts over all days, largest first by the measure. */
export function rankGroups(
  days: readonly DailyActivity[],
  dimension: Dimension,
  measure: Measure,
): ActivityGroup[] {
  const groups = new Map<string, ActivityGroup>();
  for (const day of days) {
    for (const [id, entry] of Object.entries(breakdownOf(day, dimension))) {
      const known = groups.get(id);
      groups.set(id, {
        id,
        label: known?.label ?? labelOf(id, entry, dimension),
        metrics: known ? addMetrics(known.metrics, entry.metrics) : entry.metrics,
      });
    }
  }
  return [...groups.values()].sort(
    (a, b) =>
      measureOf(b.metrics, measure) - measureOf(a.metrics, measure) ||
      b.metrics.api_requests - a.metrics.api_requests,
  );
}

export interface StackedActivity {
  series: ChartSeries[];
  points: ChartPoint[];
}

/** What the chart draws: the largest parts by name, the rest as "Other", one point for each day of the range. */
export function stackActivity(
  activity: readonly DailyActivity[],
  days: readonly string[],
  dimension: Dimension,
  measure: Measure,
): StackedActivity {
  const ranked = rankGroups(activity, dimension, measure).filter((g) => measureOf(g.metrics, measure) > 0);
  const named = ranked.length <= NAMED_SERIES + 1 ? ranked : ranked.slice(0, NAMED_SERIES);
  // Series are called by place, not by id: the chart reads a dot in a name as a path.
  const places = new Map(named.map((group, place) => [group.id, `s${place}`]));
  const series = named.map((group, place) => ({ id: `s${place}`, label: group.label, other: false }));
  if (named.length < ranked.length) {
    series.push({ id: 'other', label: `Other (${ranked.length - named.length})`, other: true });
  }
  const byDate = new Map(activity.map((day) => [day.date, day]));
  const points = days.map((day) => ({
    day,
    values: pointValues(byDate.get(day), dimension, measure, places),
  }));
  return { series, points };
}

function pointValues(
  day: DailyActivity | undefined,
  dimension: Dimension,
  measure: Measure,
  places: ReadonlyMap<string, string>,
): Record<string, number> {
  const values: Record<string, number> = {};
  if (!day) return values;
  for (const [id, entry] of Object.entries(breakdownOf(day, dimension))) {
    const place = places.get(id) ?? 'other';
    values[place] = (values[place] ?? 0) + measureOf(entry.metrics, measure);
  }
  return values;
}
