import { type PicoUsd, type RepricingSummary } from '@tollgate/core';
import { ModelPriceStore, PriceBook } from '@tollgate/models';
import { type DataSource, type EntityManager } from 'typeorm';
import { usageOf } from '../reports/stored-usage.js';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { type Adjustment, bookAdjustments } from './book-adjustments.js';
import { type NewCost, priceAnew } from './price-anew.js';
import { type Repricing } from './repricing.js';
import { RepricingStore } from './repricing-store.js';
import { BATCH_CALLS, nextCalls, type SelectedCall } from './selected-calls.js';
import { SummaryOfRepricing } from './summary.js';

/** One re-pricing books at a time: two may select the same calls. */
const BOOKING_LOCK = 7_209_614_512;

/**
 * Does what waits of re-pricings, one after the other: works out differences, and books what was approved. Safe to run
 * anywhere, any number of times at once; a job whose worker dies is begun again, and finds booked what is booked.
 * @returns how many jobs were done.
 */
export async function runRepricings(
  dataSource: DataSource,
  onFailed: (id: string, error: unknown) => void,
): Promise<number> {
  const store = new RepricingStore(dataSource);
  for (let done = 0; ; done += 1) {
    const job = await store.claim();
    if (job === null) return done;
    try {
      if (job.status === 'approved') await book(dataSource, store, job);
      else await store.end(job.id, 'previewed', { preview: await preview(dataSource, store, job) });
    } catch (error) {
      onFailed(job.id, error);
      await store.end(job.id, 'failed', { error: 'It could not be done; the log of the worker says why.' });
    }
  }
}

async function preview(
  dataSource: DataSource,
  store: RepricingStore,
  job: Repricing,
): Promise<RepricingSummary> {
  const prices = await currentBook(dataSource);
  const summary = new SummaryOfRepricing();
  for (let after: SelectedCall | null = null; ;) {
    const calls: SelectedCall[] = await nextCalls(dataSource, job.selection, after);
    compare(calls, prices, summary);
    after = calls.at(-1) ?? null;
    if (after === null || calls.length < BATCH_CALLS) return summary.view();
    await store.stillAtIt(job.id);
  }
}

async function book(dataSource: DataSource, store: RepricingStore, job: Repricing): Promise<void> {
  const prices = await currentBook(dataSource);
  const summary = new SummaryOfRepricing();
  for (let after: SelectedCall | null = null; ;) {
    const calls: SelectedCall[] = await dataSource.transaction('READ COMMITTED', (manager) =>
      bookBatch(manager, job, after, prices, summary),
    );
    after = calls.at(-1) ?? null;
    if (after === null || calls.length < BATCH_CALLS) break;
    await store.stillAtIt(job.id);
  }
  await rollUpPendingHours(dataSource);
  await store.end(job.id, 'done', { outcome: summary.view() });
}

async function bookBatch(
  manager: EntityManager,
  job: Repricing,
  after: SelectedCall | null,
  prices: PriceBook,
  summary: SummaryOfRepricing,
): Promise<SelectedCall[]> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [BOOKING_LOCK]);
  const calls = await nextCalls(manager, job.selection, after);
  await bookAdjustments(manager, job.id, compare(calls, prices, summary));
  return calls;
}

async function currentBook(dataSource: DataSource): Promise<PriceBook> {
  return new PriceBook(await new ModelPriceStore(dataSource).inForce());
}

/** What changes, of these calls; and their part of the summary. */
function compare(
  calls: readonly SelectedCall[],
  prices: PriceBook,
  summary: SummaryOfRepricing,
): Adjustment[] {
  const adjustments: Adjustment[] = [];
  for (const call of calls) {
    const to = priceAnew({ ...call, usage: usageOf(call) }, prices);
    const before = call.cost === null ? null : BigInt(call.cost);
    const model = `${call.provider ?? ''}/${call.sentModel ?? ''}`;
    summary.add({ model, teamId: call.teamId, before, after: to?.cost ?? null });
    if (changes(to, before)) adjustments.push({ call, amount: to.cost - (before ?? 0n), to });
  }
  return adjustments;
}

/** A call without a known price changes also when it turns out to have cost nothing. */
function changes(to: NewCost | null, before: PicoUsd | null): to is NewCost {
  return to !== null && to.cost !== before;
}
