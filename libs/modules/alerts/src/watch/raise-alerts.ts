import { type DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';
import { type AlertSettings } from '../domain/alert-settings.js';
import { AlertStore } from '../store/alert-store.js';
import { budgetCrossings } from './budget-crossings.js';
import { failedExports, setAsideLines } from './failed-exports.js';
import { raiseSoftBudgets } from './soft-budgets.js';
import { spendAnomalies } from './spend-anomalies.js';
import { reportsDue, spendReport } from './spend-reports.js';

/**
 * Looks for everything the database tells, and raises what is new. Safe to run anywhere, any number of times at once.
 * @param isNewHour the figures of a whole hour are new, so that days can be compared again.
 * @param onTrouble told of a look that failed; the others go on.
 * @returns how many were raised.
 */
export async function raiseAlerts(
  dataSource: DataSource,
  settings: AlertSettings,
  { now, isNewHour }: { readonly now: Date; readonly isNewHour: boolean },
  onTrouble: (what: string, error: unknown) => void,
): Promise<number> {
  const store = new AlertStore(dataSource);
  const raise = async (look: Promise<NewAlert[]>) => store.raise(await look, now);
  const looks: readonly [string, () => Promise<number>][] = [
    ['soft budgets', () => raiseSoftBudgets(dataSource, store, now)],
    ['budgets', () => raise(budgetCrossings(dataSource, settings, now))],
    ['anomalies', async () => (isNewHour ? raise(spendAnomalies(dataSource, settings, now)) : 0)],
    ['exports', () => raise(failedExports(dataSource))],
    ['lines set aside', () => raise(setAsideLines(dataSource, now))],
    ['reports', () => raise(newReports(dataSource, store, settings, now))],
  ];
  let raised = 0;
  for (const [what, look] of looks) {
    try {
      raised += await look();
    } catch (error) {
      onTrouble(what, error);
    }
  }
  return raised;
}

/** Reports are written for somebody: without a channel that takes them there are none. */
async function newReports(
  dataSource: DataSource,
  store: AlertStore,
  { channels }: AlertSettings,
  now: Date,
): Promise<NewAlert[]> {
  const reports: NewAlert[] = [];
  for (const due of reportsDue(now)) {
    const type = due.weekly ? 'spend_reports' : 'daily_reports';
    const isWanted = channels.some(({ types }) => types.includes(type));
    if (isWanted && !(await store.isKnown(due.key))) reports.push(await spendReport(dataSource, due));
  }
  return reports;
}
