import { type DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';

/** What failed before is history: nobody is told of it when alerts begin. */
const LOOK_BACK = `interval '1 day'`;
const FAILURES_MAX = 100;

/** Exports that could not be written, and scheduled files that did not arrive. */
export async function failedExports(dataSource: DataSource): Promise<NewAlert[]> {
  const exports = await dataSource.query<{ id: string; period: string; report: string; error: string }[]>(
    `SELECT id, "order"->'period'->>'label' AS period, "order"->>'report' AS report, error FROM spend_export
     WHERE status = 'failed' AND finished_at > now() - ${LOOK_BACK} ORDER BY finished_at DESC LIMIT ${FAILURES_MAX}`,
  );
  const deliveries = await dataSource.query<
    { id: string; period: string; name: string; kind: string; error: string; at: Date }[]
  >(
    `SELECT id, period, schedule_name AS name, destination_type AS kind, error, finished_at AS at FROM spend_delivery
     WHERE status = 'failed' AND finished_at > now() - ${LOOK_BACK} ORDER BY finished_at DESC LIMIT ${FAILURES_MAX}`,
  );
  return [
    ...exports.map(({ id, period, report, error }): NewAlert => ({
      ...{ type: 'failed_exports', severity: 'warning', key: `export:${id}` },
      ...{
        title: `Export of ${period} failed`,
        text: error,
        details: { export_id: id, period, report, error },
      },
    })),
    ...deliveries.map(({ id, period, name, kind, error, at }): NewAlert => ({
      ...{ type: 'failed_exports', severity: 'critical', key: `delivery:${id}:${at.getTime()}` },
      ...{ title: `${name}: the file of ${period} did not arrive`, text: error },
      details: { delivery_id: id, schedule: name, period, destination: kind, error },
    })),
  ];
}

/** Lines of the journal that could not be stored in the last hour: their calls are in no report until somebody looks. */
export async function setAsideLines(dataSource: DataSource, now: Date): Promise<NewAlert[]> {
  const [found] = await dataSource.query<{ count: number; reason: string | null }[]>(
    `SELECT count(*)::int AS count, min(reason) AS reason FROM spend_dead_letter
     WHERE created_at > $1::timestamptz - interval '1 hour'`,
    [now],
  );
  if (found === undefined || found.count === 0) return [];
  return [
    {
      ...{ type: 'failed_tracking_spend', severity: 'critical' },
      key: `set-aside:${now.toISOString().slice(0, 13)}`,
      title: `${found.count} call(s) could not be stored`,
      text: `They are kept in spend_dead_letter with the reason, and are in no report. One of them: ${found.reason}`,
      details: { count: found.count },
    },
  ];
}
