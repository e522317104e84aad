import { type ActivityEntry, type DailyActivity, type DailyActivityPage } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { activitySource, addEntities, type EntityChoice, readEntities } from './activity-entities.js';
import { type Conditions } from './conditions.js';
import { type DayRange } from './instants.js';
import { keyHashOf, withinScope } from './log-filter.js';
import { METRIC_SUMS, type MetricSums, NO_SUMS, toMetrics } from './metrics.js';
import { type ReadRows, readReport } from './report-reader.js';
import { type SpendScope } from '../scope/spend-scope.js';

export interface ActivityQuery {
  readonly range: DayRange;
  readonly model?: string | undefined;
  readonly apiKey?: string | undefined;
  /** A breakdown by one kind more. */
  readonly entities?: EntityChoice | null;
  /** 1 is the newest. */
  readonly page: number;
  /** Days a page. */
  readonly pageSize: number;
}

type Breakdown = Exclude<keyof DailyActivity['breakdown'], 'entities'>;

/** A sum of one day: of all, of a key, or of a model, group or provider, then also by key. */
interface ActivityRow extends MetricSums {
  day: string;
  breakdown: 'day' | Breakdown;
  name: string | null;
  keyHash: string | null;
  keyAlias: string | null;
  teamId: string | null;
}

const DAY = `to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;

/**
 * What was used per UTC day, newest first, with breakdowns: sums over the rollup's hours. A page holds whole days (LiteLLM
 * pages over table rows and may cut a day in two); `metadata` has the totals of the whole range.
 */
export async function dailyActivity(
  dataSource: DataSource,
  query: ActivityQuery,
  scope: SpendScope,
): Promise<DailyActivityPage> {
  const filter = activityFilter(query, scope);
  const { entities = null } = query;
  const source = activitySource(entities);
  return readReport(dataSource, async (read) => {
    const [totals = NO_SUMS] = await read<MetricSums>(
      `SELECT ${METRIC_SUMS} FROM ${source} ${filter.where()}`,
      filter.parameters,
    );
    const days = await read<{ day: string }>(
      `SELECT DISTINCT ${DAY} AS day FROM ${source} ${filter.where()} ORDER BY day DESC`,
      filter.parameters,
    );
    const shown = days
      .slice((query.page - 1) * query.pageSize, query.page * query.pageSize)
      .map(({ day }) => day);
    const totalPages = Math.max(1, Math.ceil(days.length / query.pageSize));
    return {
      results: await readDays(read, filter, shown, entities),
      metadata: {
        ...totalsOf(totals),
        page: query.page,
        total_pages: totalPages,
        has_more: query.page < totalPages,
      },
    };
  });
}

function activityFilter(query: ActivityQuery, scope: SpendScope): Conditions {
  return addEntities(withinScope(scope), query.entities ?? null)
    .add('hour >= ?', query.range.first)
    .add('hour < ?', query.range.end)
    .addIfGiven('(model = ? OR model_group = ?)', query.model)
    .addIfGiven('key_hash = ?', query.apiKey && keyHashOf(query.apiKey));
}

async function readDays(
  read: ReadRows,
  filter: Conditions,
  days: string[],
  entities: EntityChoice | null,
): Promise<DailyActivity[]> {
  const [newest, oldest] = [days[0], days.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const conditions = filter
    .copy()
    .add('hour >= ?::timestamptz', `${oldest}T00:00:00Z`)
    .add(`hour < ?::timestamptz + interval '24 hours'`, `${newest}T00:00:00Z`);
  const sql = breakdownSql(activitySource(entities), conditions.where());
  const results = assemble(await read<ActivityRow>(sql, conditions.parameters));
  if (entities !== null) await readEntities(read, entities, conditions, results);
  return results;
}

/** Every breakdown in one pass: GROUPING tells which of the sets a row belongs to. */
function breakdownSql(source: string, where: string): string {
  return `
    SELECT day, key_hash AS "keyHash", max(key_alias) AS "keyAlias", max(team_id) AS "teamId", ${METRIC_SUMS},
      CASE WHEN GROUPING(model) = 0 THEN 'models' WHEN GROUPING(model_group) = 0 THEN 'model_groups'
           WHEN GROUPING(provider) = 0 THEN 'providers' WHEN GROUPING(key_hash) = 0 THEN 'api_keys'
           ELSE 'day' END AS breakdown,
      CASE WHEN GROUPING(model) = 0 THEN model WHEN GROUPING(model_group) = 0 THEN model_group
           WHEN GROUPING(provider) = 0 THEN provider ELSE key_hash END AS name
    FROM (SELECT *, ${DAY} AS day FROM ${source} ${where}) AS hours
    GROUP BY day, GROUPING SETS ((), (key_hash), (model), (model, key_hash), (model_group),
                                 (model_group, key_hash), (provider), (provider, key_hash))
    ORDER BY day DESC, (key_hash IS NOT NULL), sum(spend) DESC, name`;
}

function assemble(rows: readonly ActivityRow[]): DailyActivity[] {
  const days = new Map<string, DailyActivity>();
  for (const row of rows) {
    const day = days.get(row.day) ?? emptyDay(row.day);
    days.set(row.day, day);
    place(day, row);
  }
  return [...days.values()];
}

/** Rows come sums first, then their parts by key. */
function place(day: DailyActivity, row: ActivityRow): void {
  if (row.breakdown === 'day') {
    day.metrics = toMetrics(row);
    return;
  }
  const entries = day.breakdown[row.breakdown];
  const name = row.name ?? 'unknown';
  const entry = row.keyHash === null ? { metrics: toMetrics(row), metadata: {} } : entryOfKey(row);
  if (row.breakdown === 'api_keys' || row.keyHash === null) entries[name] = entry;
  else partsOf(entries, name)[row.keyHash] = entry;
}

function partsOf(entries: Record<string, ActivityEntry>, name: string): Record<string, ActivityEntry> {
  const whole = (entries[name] ??= { metrics: toMetrics(NO_SUMS), metadata: {} });
  return (whole.api_key_breakdown ??= {});
}

function entryOfKey(row: ActivityRow): ActivityEntry {
  return { metrics: toMetrics(row), metadata: { key_alias: row.keyAlias, team_id: row.teamId } };
}

/** Objects without a prototype: a model may be called `__proto__`. */
function emptyDay(date: string): DailyActivity {
  const entries = (): Record<string, ActivityEntry> => Object.create(null) as Record<string, ActivityEntry>;
  return {
    date,
    metrics: toMetrics(NO_SUMS),
    breakdown: { models: entries(), model_groups: entries(), providers: entries(), api_keys: entries() },
  };
}

function totalsOf(sums: MetricSums) {
  const metrics = toMetrics(sums);
  return {
    total_spend: metrics.spend,
    total_prompt_tokens: metrics.prompt_tokens,
    total_completion_tokens: metrics.completion_tokens,
    total_tokens: metrics.total_tokens,
    total_api_requests: metrics.api_requests,
    total_successful_requests: metrics.successful_requests,
    total_failed_requests: metrics.failed_requests,
    total_cache_read_input_tokens: metrics.cache_read_input_tokens,
    total_cache_creation_input_tokens: metrics.cache_creation_input_tokens,
    total_unpriced_requests: metrics.unpriced_requests,
  };
}
