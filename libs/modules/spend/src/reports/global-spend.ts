import { type DataSource } from 'typeorm';
import { dayName, type DayRange, daysOf } from './instants.js';
import { usd } from './metrics.js';
import { readReport } from './report-reader.js';

/** Spend of everyone in a range of days, USD. */
export async function totalSpend(dataSource: DataSource, range: DayRange): Promise<number> {
  const [row] = await readReport(dataSource, (read) =>
    read<{ spend: string }>(
      'SELECT coalesce(sum(spend), 0)::text AS spend FROM spend_hourly WHERE hour >= $1 AND hour < $2',
      [range.first, range.end],
    ),
  );
  return usd(row?.spend ?? '0');
}

export interface KeySpend {
  /** SHA-256 of the key, hex. */
  api_key: string;
  key_alias: string | null;
  key_name: string | null;
  total_spend: number;
}

/** Keys by what they spent in a range of days, most first; also keys that are deleted by now, and the master key. */
export async function spendByKey(
  dataSource: DataSource,
  range: DayRange,
  limit: number,
): Promise<KeySpend[]> {
  const rows = await readReport(dataSource, (read) =>
    read<Omit<KeySpend, 'total_spend'> & { spend: string }>(
      `SELECT sums.key_hash AS api_key, coalesce(key.key_alias, sums.key_alias) AS key_alias, key.key_name, sums.spend::text AS spend
       FROM (
         SELECT key_hash, sum(spend) AS spend, (array_agg(key_alias ORDER BY hour DESC))[1] AS key_alias
         FROM spend_hourly WHERE hour >= $1 AND hour < $2
         GROUP BY key_hash ORDER BY sum(spend) DESC, key_hash LIMIT $3
       ) AS sums
       LEFT JOIN virtual_key AS key ON key.token = sums.key_hash
       ORDER BY sums.spend DESC, sums.key_hash`,
      [range.first, range.end, limit],
    ),
  );
  return rows.map(({ spend, ...key }) => ({ ...key, total_spend: usd(spend) }));
}

/** Models by what was spent on them in a range of days, most first. */
export async function spendByModel(
  dataSource: DataSource,
  range: DayRange,
  limit: number,
): Promise<{ model: string; total_spend: number }[]> {
  const rows = await readReport(dataSource, (read) =>
    read<{ model: string; spend: string }>(
      `SELECT model, sum(spend)::text AS spend FROM spend_hourly WHERE hour >= $1 AND hour < $2
       GROUP BY model ORDER BY sum(spend) DESC, model LIMIT $3`,
      [range.first, range.end, limit],
    ),
  );
  return rows.map(({ model, spend }) => ({ model, total_spend: usd(spend) }));
}

export interface GlobalActivity {
  daily_data: { date: string; api_requests: number; total_tokens: number }[];
  sum_api_requests: number;
  sum_total_tokens: number;
}

/** Calls and tokens of a UTC day, `YYYY-MM-DD`. */
export interface DayCount {
  day: string;
  calls: number;
  tokens: number;
}

/** Calls and tokens per day of a range, oldest first, days without a call included; dates as `Jul 02`. */
export async function activityByDay(dataSource: DataSource, range: DayRange): Promise<GlobalActivity> {
  const rows = await readReport(dataSource, (read) =>
    read<DayCount>(
      `SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(calls)::float8 AS calls,
              sum(input_tokens + output_tokens)::float8 AS tokens
       FROM spend_hourly WHERE hour >= $1 AND hour < $2 GROUP BY day`,
      [range.first, range.end],
    ),
  );
  return activityOf(rows, range);
}

/** Days as reports show them, with those in between that had no call. */
export function activityOf(rows: readonly DayCount[], range: DayRange): GlobalActivity {
  const found = new Map(rows.map((row) => [row.day, row]));
  return {
    daily_data: daysOf(range).map((day) => ({
      date: dayName(day),
      api_requests: found.get(day)?.calls ?? 0,
      total_tokens: found.get(day)?.tokens ?? 0,
    })),
    sum_api_requests: rows.reduce((sum, row) => sum + row.calls, 0),
    sum_total_tokens: rows.reduce((sum, row) => sum + row.tokens, 0),
  };
}
