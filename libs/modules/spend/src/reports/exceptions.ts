import { type DataSource } from 'typeorm';
import { daysOf, type DayRange, dayName } from './instants.js';
import { readReport } from './report-reader.js';

/** LiteLLM's count of rate-limit errors of a model, per day. */
export interface ExceptionActivity {
  daily_data: { date: string; num_rate_limit_exceptions: number }[];
  sum_num_rate_limit_exceptions: number;
}

interface ExceptionRow {
  day: string;
  deployment: string | null;
  failures: number;
}

const RATE_LIMIT = 'RateLimitError';

/** Rate-limit errors of a public model, in all. */
export async function exceptionsByDay(
  dataSource: DataSource,
  range: DayRange,
  modelGroup: string | null,
): Promise<ExceptionActivity> {
  return activityOf(await read(dataSource, range, modelGroup), range);
}

/** The same by deployment. LiteLLM calls the member `api_base`; deployments are told by their ids here. */
export async function exceptionsByDeployment(
  dataSource: DataSource,
  range: DayRange,
  modelGroup: string | null,
): Promise<({ api_base: string } & ExceptionActivity)[]> {
  const byDeployment = new Map<string, ExceptionRow[]>();
  for (const row of await read(dataSource, range, modelGroup)) {
    const name = row.deployment ?? 'unknown';
    byDeployment.set(name, [...(byDeployment.get(name) ?? []), row]);
  }
  return [...byDeployment]
    .map(([deployment, rows]) => ({ api_base: deployment, ...activityOf(rows, range) }))
    .sort((a, b) => b.sum_num_rate_limit_exceptions - a.sum_num_rate_limit_exceptions);
}

function read(dataSource: DataSource, range: DayRange, modelGroup: string | null): Promise<ExceptionRow[]> {
  return readReport(dataSource, (rows) =>
    rows<ExceptionRow>(
      `SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, deployment_id AS deployment, count(*)::int AS failures
       FROM spend_event
       WHERE status <> 'success' AND error_class = $3 AND started_at >= $1 AND started_at < $2
         AND ($4::text IS NULL OR model_group = $4)
       GROUP BY 1, 2`,
      [range.first, range.end, RATE_LIMIT, modelGroup],
    ),
  );
}

function activityOf(rows: readonly ExceptionRow[], range: DayRange): ExceptionActivity {
  const days = new Map<string, number>();
  for (const { day, failures } of rows) days.set(day, (days.get(day) ?? 0) + failures);
  return {
    daily_data: daysOf(range).map((day) => ({
      date: dayName(day),
      num_rate_limit_exceptions: days.get(day) ?? 0,
    })),
    sum_num_rate_limit_exceptions: rows.reduce((sum, { failures }) => sum + failures, 0),
  };
}
