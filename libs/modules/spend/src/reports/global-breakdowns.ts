import { type UnpricedModel } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { activityOf, type DayCount, type GlobalActivity } from './global-spend.js';
import { type DayRange, daysOf } from './instants.js';
import { usd } from './metrics.js';
import { readReport } from './report-reader.js';

const DAY = `to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
const UNASSIGNED = 'Unassigned Team';

/** Spend of each day of a range, oldest first, USD; of one key, or of all. */
export async function spendPerDay(
  dataSource: DataSource,
  range: DayRange,
  keyHash: string | null,
): Promise<{ date: string; spend: number }[]> {
  const rows = await readReport(dataSource, (read) =>
    read<{ day: string; spend: string }>(
      `SELECT ${DAY} AS day, sum(spend)::text AS spend FROM spend_hourly
       WHERE hour >= $1 AND hour < $2 AND ($3::text IS NULL OR key_hash = $3) GROUP BY day`,
      [range.first, range.end, keyHash],
    ),
  );
  const found = new Map(rows.map(({ day, spend }) => [day, usd(spend)]));
  return daysOf(range).map((date) => ({ date, spend: found.get(date) ?? 0 }));
}

/** Providers by what was spent at them, most first, USD; calls that were sent nowhere are of `unknown`. */
export async function spendByProvider(
  dataSource: DataSource,
  range: DayRange,
): Promise<{ provider: string; spend: number }[]> {
  const rows = await readReport(dataSource, (read) =>
    read<{ provider: string | null; spend: string }>(
      `SELECT provider, sum(spend)::text AS spend FROM spend_hourly WHERE hour >= $1 AND hour < $2
       GROUP BY provider ORDER BY sum(spend) DESC, provider`,
      [range.first, range.end],
    ),
  );
  return rows.map(({ provider, spend }) => ({ provider: provider ?? 'unknown', spend: usd(spend) }));
}

/** LiteLLM's spend of teams: each day has a member for each team, by its alias. */
export interface TeamsSpend {
  daily_spend: Record<string, number | string>[];
  teams: string[];
  /** `team_id` is the alias, as dashboards show it. */
  total_spend_per_team: { team_id: string; total_spend: number }[];
}

export async function spendByTeam(dataSource: DataSource, range: DayRange): Promise<TeamsSpend> {
  const rows = await readReport(dataSource, (read) =>
    read<{ day: string | null; team: string; spend: string }>(
      `SELECT day, coalesce(team.team_alias, sums.team_id, $3) AS team, sum(sums.spend)::text AS spend
       FROM (SELECT ${DAY} AS day, team_id, sum(spend) AS spend FROM spend_hourly
             WHERE hour >= $1 AND hour < $2 GROUP BY GROUPING SETS ((1, 2), (2))) AS sums
       LEFT JOIN team ON team.team_id = sums.team_id
       GROUP BY day, team ORDER BY sum(sums.spend) DESC, team`,
      [range.first, range.end, UNASSIGNED],
    ),
  );
  const totals = rows.filter(({ day }) => day === null);
  const days = new Map(daysOf(range).map((date) => [date, emptyDay(date)]));
  for (const { day, team, spend } of rows) {
    const entry = day === null ? undefined : days.get(day);
    if (entry) entry[team] = usd(spend);
  }
  return {
    daily_spend: [...days.values()],
    teams: totals.map(({ team }) => team),
    total_spend_per_team: totals.map(({ team, spend }) => ({ team_id: team, total_spend: usd(spend) })),
  };
}

/** Without a prototype: a team may be called `__proto__`. */
function emptyDay(date: string): Record<string, number | string> {
  const day = Object.create(null) as Record<string, number | string>;
  day['date'] = date;
  return day;
}

/** Calls and tokens per day of the models that are used most. */
export async function activityByModel(
  dataSource: DataSource,
  range: DayRange,
  limit: number,
): Promise<({ model: string } & GlobalActivity)[]> {
  const rows = await readReport(dataSource, (read) =>
    read<DayCount & { model: string }>(
      `SELECT coalesce(model_group, model) AS model, ${DAY} AS day, sum(calls)::float8 AS calls,
              sum(input_tokens + output_tokens)::float8 AS tokens
       FROM spend_hourly WHERE hour >= $1 AND hour < $2 GROUP BY 1, 2`,
      [range.first, range.end],
    ),
  );
  const models = new Map<string, DayCount[]>();
  for (const row of rows) models.set(row.model, [...(models.get(row.model) ?? []), row]);
  return [...models]
    .map(([model, days]) => ({ model, ...activityOf(days, range) }))
    .sort((a, b) => b.sum_api_requests - a.sum_api_requests || (a.model < b.model ? -1 : 1))
    .slice(0, limit);
}

/** Models whose calls have no known price, those with most calls first. */
export async function unpricedModels(
  dataSource: DataSource,
  range: DayRange,
  limit: number,
): Promise<UnpricedModel[]> {
  const rows = await readReport(dataSource, (read) =>
    read<Omit<UnpricedModel, 'first_hour' | 'last_hour'> & { first: Date; last: Date }>(
      `SELECT provider, model, sum(unpriced_calls)::float8 AS calls, sum(input_tokens)::float8 AS prompt_tokens,
              sum(output_tokens)::float8 AS completion_tokens, min(hour) AS first, max(hour) AS last
       FROM spend_hourly WHERE hour >= $1 AND hour < $2 AND unpriced_calls > 0
       GROUP BY provider, model ORDER BY sum(unpriced_calls) DESC, model LIMIT $3`,
      [range.first, range.end, limit],
    ),
  );
  return rows.map(({ first, last, ...model }) => ({
    ...model,
    first_hour: first.toISOString(),
    last_hour: last.toISOString(),
  }));
}
