import { type DataSource } from 'typeorm';
import { daysOf, type DayRange } from './instants.js';
import { type LogSelection, selectionFilter } from './log-list.js';
import { usd } from './metrics.js';
import { readReport } from './report-reader.js';
import { type SpendScope } from '../scope/spend-scope.js';

/** LiteLLM's summary of a day; each key hash is a member of its own beside the fixed ones. */
export type SpendDay = {
  startTime: string;
  spend: number;
  users: Record<string, number>;
  models: Record<string, number>;
} & Record<string, unknown>;

interface SpendDayRow {
  day: string;
  kind: 'day' | 'key' | 'user' | 'model';
  name: string | null;
  spend: string;
}

/** A selection with both dates. */
export type DatedSelection = LogSelection & { readonly range: DayRange };

/**
 * One object per UTC day of the range, also for days without a call: spend in all, by user, by model and by key. Read from
 * the rollup, except for a single request, which only the events know.
 */
export async function spendByDay(
  dataSource: DataSource,
  selection: DatedSelection,
  scope: SpendScope,
): Promise<SpendDay[]> {
  const ofRequest = selection.apiKey === undefined && selection.requestId !== undefined;
  const filter = selectionFilter(selection, scope, ofRequest ? 'started_at' : 'hour');
  const source = ofRequest
    ? `SELECT started_at AS hour, key_hash, user_id, coalesce(sent_model, asked_model) AS model, cost AS spend
       FROM spend_call ${filter.where()}`
    : `SELECT hour, key_hash, user_id, model, spend FROM spend_hourly ${filter.where()}`;
  const rows = await readReport(dataSource, (read) => read<SpendDayRow>(sumsOf(source), filter.parameters));
  const days = new Map(daysOf(selection.range).map((day) => [day, emptyDay(day)]));
  for (const row of rows) {
    const day = days.get(row.day);
    if (day) place(day, row);
  }
  return [...days.values()];
}

function sumsOf(source: string): string {
  return `
    SELECT day, coalesce(sum(spend), 0)::text AS spend,
      CASE WHEN GROUPING(key_hash) = 0 THEN 'key' WHEN GROUPING(user_id) = 0 THEN 'user'
           WHEN GROUPING(model) = 0 THEN 'model' ELSE 'day' END AS kind,
      CASE WHEN GROUPING(key_hash) = 0 THEN key_hash WHEN GROUPING(user_id) = 0 THEN user_id ELSE model END AS name
    FROM (SELECT *, to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM (${source}) AS rows) AS dated
    GROUP BY day, GROUPING SETS ((), (key_hash), (user_id), (model))
    ORDER BY day, name`;
}

function place(day: SpendDay, row: SpendDayRow): void {
  const spend = usd(row.spend);
  const name = row.name ?? '';
  switch (row.kind) {
    case 'day':
      day.spend = spend;
      break;
    case 'user':
      day.users[name] = spend;
      break;
    case 'model':
      day.models[name] = spend;
      break;
    case 'key':
      Object.assign(day, { [name]: spend });
      break;
  }
}

function emptyDay(day: string): SpendDay {
  const amounts = (): Record<string, number> => Object.create(null) as Record<string, number>;
  return { startTime: day, spend: 0, users: amounts(), models: amounts() };
}
