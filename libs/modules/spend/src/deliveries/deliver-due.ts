import { type DataSource } from 'typeorm';
import { ExportStore } from '../exports/export-store.js';
import { type SpendDeliveryRow } from '../rows/spend-delivery-row.js';
import { type ScheduleStore } from '../schedules/schedule-store.js';
import { deliverFile, type DeliveryMeans, writtenFile } from './deliver-file.js';
import { DeliveryStore } from './delivery-store.js';

/** At the same time, so that one slow server does not hold up the rest. */
const AT_ONCE = 4;

/**
 * Sends every file whose time has come. Safe to run anywhere, any number of times at once: each delivery is leased to one
 * worker, and is tried again when that worker dies.
 * @param schedules where files go, as it is now: a corrected address heals what still waits.
 * @returns how many arrived, and the problems of those that did not.
 */
export async function deliverDue(
  dataSource: DataSource,
  schedules: Pick<ScheduleStore, 'find'>,
  means: DeliveryMeans,
): Promise<{ delivered: number; problems: string[] }> {
  const figures = { delivered: 0, problems: new Array<string>() };
  const store = new DeliveryStore(dataSource);
  const work = async () => {
    for (let row = await store.claim(); row !== null; row = await store.claim()) {
      const problem = await deliverOne({ dataSource, schedules, store, means }, row);
      if (problem === null) figures.delivered += 1;
      else figures.problems.push(`delivery ${row.id}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return figures;
}

interface DeliveryWork {
  readonly dataSource: DataSource;
  readonly schedules: Pick<ScheduleStore, 'find'>;
  readonly store: DeliveryStore;
  readonly means: DeliveryMeans;
}

/** @returns why it did not arrive; null when it did. */
async function deliverOne(work: DeliveryWork, row: SpendDeliveryRow): Promise<string | null> {
  const { store } = work;
  const final = async (problem: string) => {
    await store.failed(row.id, problem);
    return problem;
  };
  const exports = new ExportStore(work.dataSource);
  const ordered = await exports.find(row.exportId);
  if (ordered === null) return final('The export was removed before it was delivered.');
  if (ordered.status === 'failed') return final(`The export failed: ${ordered.error}`);
  const file = writtenFile(ordered, () => exports.chunks(ordered.id));
  const now = new Date();
  if (file === null || ordered.expiresAt === null || ordered.expiresAt <= now)
    return final('The file is no longer kept.');
  const schedule = await work.schedules.find(row.scheduleId);
  if (schedule === null) return final('The schedule was removed before the file was delivered.');
  if (schedule.destination === null)
    return final('The destination cannot be decrypted with the salt key of today; name it anew.');
  const outcome = await deliverFile(row.id, file, schedule.destination, work.means, now);
  if (outcome.ok) await store.delivered(row.id, outcome.location);
  else await store.tryAgain(row, outcome.problem);
  return outcome.ok ? null : outcome.problem;
}
