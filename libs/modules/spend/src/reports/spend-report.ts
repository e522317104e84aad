import { type DataSource } from 'typeorm';
import { SPEND_LINES } from '../exports/spend-lines.js';
import { Conditions } from './conditions.js';
import { type DayRange } from './instants.js';
import { usd } from './metrics.js';
import { type ReadRows, readReport } from './report-reader.js';

/** What GET /global/spend/report is of; at most one of the ids is given by LiteLLM's clients. */
export interface SpendReportQuery {
  readonly range: DayRange;
  readonly groupBy: 'team' | 'customer' | 'api_key';
  readonly keyHash: string | null;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly customerId: string | null;
}

interface ModelSpend {
  model: string;
  api_key: string;
  spend: number;
  total_tokens: number;
}

/** Spend of a day, by team or by customer. */
export type SpendReportDay = { group_by_day: string } & (
  | { teams: { team_name: string; total_spend: number; metadata: ModelSpend[] }[] }
  | { customers: { customer: string; total_spend: number; metadata: ModelSpend[] }[] }
);

/** Spend of a key in the whole range. */
export interface SpendReportKey {
  api_key: string;
  total_cost: number;
  total_input_tokens: number;
  total_output_tokens: number;
  model_details: {
    model: string;
    total_cost: number;
    total_input_tokens: number;
    total_output_tokens: number;
  }[];
}

const UNASSIGNED = 'Unassigned Team';

/** LiteLLM's spend report: by day and team or customer, or by key; models and keys within. */
export function spendReport(
  dataSource: DataSource,
  query: SpendReportQuery,
): Promise<SpendReportDay[] | SpendReportKey[]> {
  const byKey = query.groupBy === 'api_key' || query.keyHash !== null || query.userId !== null;
  return readReport(dataSource, async (read) => {
    if (byKey) return keysReport(read, query);
    return query.groupBy === 'customer' ? customersReport(read, query) : teamsReport(read, query);
  });
}

interface DayRow {
  day: string;
  name: string;
  model: string;
  keyHash: string;
  spend: string;
  tokens: number;
}

const DAY = `to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') || 'T00:00:00+00:00'`;
const SUMS = 'sum(spend)::text AS spend, sum(input_tokens + output_tokens)::float8 AS tokens';

async function teamsReport(read: ReadRows, query: SpendReportQuery): Promise<SpendReportDay[]> {
  const conditions = filterOf(query).addIfGiven('sums.team_id = ?', query.teamId);
  const rows = await read<DayRow>(
    `SELECT ${DAY} AS day, coalesce(team.team_alias, sums.team_id, '${UNASSIGNED}') AS name, model,
            key_hash AS "keyHash", ${SUMS.replace('spend)', 'sums.spend)')}
     FROM spend_hourly AS sums LEFT JOIN team ON team.team_id = sums.team_id ${conditions.where()}
     GROUP BY 1, 2, 3, 4 ORDER BY 1, sum(sums.spend) DESC`,
    conditions.parameters,
  );
  return byDay(rows).map(([day, names]) => ({
    group_by_day: day,
    teams: names.map(([name, parts]) => ({ team_name: name, ...partsOf(parts) })),
  }));
}

async function customersReport(read: ReadRows, query: SpendReportQuery): Promise<SpendReportDay[]> {
  const conditions = filterOf(query)
    .addSql('end_user_id IS NOT NULL')
    .addIfGiven('end_user_id = ?', query.customerId);
  const rows = await read<DayRow>(
    `SELECT ${DAY} AS day, end_user_id AS name, model, key_hash AS "keyHash", ${SUMS}
     FROM (SELECT *, at AS hour FROM (${SPEND_LINES}) AS lines) AS calls ${conditions.where()}
     GROUP BY 1, 2, 3, 4 ORDER BY 1, sum(spend) DESC`,
    conditions.parameters,
  );
  return byDay(rows).map(([day, names]) => ({
    group_by_day: day,
    customers: names.map(([name, parts]) => ({ customer: name, ...partsOf(parts) })),
  }));
}

async function keysReport(read: ReadRows, query: SpendReportQuery): Promise<SpendReportKey[]> {
  const conditions = filterOf(query)
    .addIfGiven('key_hash = ?', query.keyHash)
    .addIfGiven('user_id = ?', query.userId)
    .addIfGiven('team_id = ?', query.teamId);
  const rows = await read<{ keyHash: string; model: string; spend: string; input: number; output: number }>(
    `SELECT key_hash AS "keyHash", model, sum(spend)::text AS spend, sum(input_tokens)::float8 AS input,
            sum(output_tokens)::float8 AS output
     FROM spend_hourly ${conditions.where()} GROUP BY 1, 2 ORDER BY 1, sum(spend) DESC`,
    conditions.parameters,
  );
  const keys = new Map<string, typeof rows>();
  for (const row of rows) keys.set(row.keyHash, [...(keys.get(row.keyHash) ?? []), row]);
  return [...keys].map(([key, models]) => ({
    api_key: key,
    total_cost: usd(total(models)),
    total_input_tokens: models.reduce((sum, { input }) => sum + input, 0),
    total_output_tokens: models.reduce((sum, { output }) => sum + output, 0),
    model_details: models.map(({ model, spend, input, output }) => ({
      ...{ model, total_cost: usd(spend), total_input_tokens: input, total_output_tokens: output },
    })),
  }));
}

function filterOf({ range }: SpendReportQuery): Conditions {
  return new Conditions().add('hour >= ?', range.first).add('hour < ?', range.end);
}

/** Days in order; within each, names by the order of their first row. */
function byDay(rows: readonly DayRow[]): [string, [string, DayRow[]][]][] {
  const days = new Map<string, Map<string, DayRow[]>>();
  for (const row of rows) {
    const names = days.get(row.day) ?? new Map<string, DayRow[]>();
    days.set(row.day, names);
    names.set(row.name, [...(names.get(row.name) ?? []), row]);
  }
  return [...days].map(([day, names]) => [day, [...names]]);
}

function partsOf(rows: readonly DayRow[]): { total_spend: number; metadata: ModelSpend[] } {
  const metadata = rows.map(({ model, keyHash, spend, tokens }) => ({
    ...{ model, api_key: keyHash, spend: usd(spend), total_tokens: tokens },
  }));
  return { total_spend: usd(total(rows)), metadata };
}

/** Pico-USD, exact. */
function total(rows: readonly { readonly spend: string }[]): string {
  return rows.reduce((sum, { spend }) => sum + BigInt(spend), 0n).toString();
}
