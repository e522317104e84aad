import { type PicoUsd } from '@tollgate/core';
import { type SpendBudget, type SpendMeter } from '@tollgate/routing';
import { type DataSource } from 'typeorm';

/** Adds to a running window, or begins a later one. Rows are locked in one order, so that processes wait for each other. */
const ADD = `
  INSERT INTO deployment_budget AS kept (kind, id, since, spend)
  SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::numeric[]) AS added (kind, id, since, spend)
  ORDER BY kind COLLATE "C", id COLLATE "C"
  ON CONFLICT (kind, id) DO UPDATE SET
    since = greatest(kept.since, excluded.since),
    spend = CASE WHEN kept.since = excluded.since THEN kept.spend + excluded.spend
                 WHEN kept.since < excluded.since THEN excluded.spend ELSE kept.spend END
  RETURNING kind, id, since, spend::text`;

/** Begins a window that no process has begun yet. */
const BEGIN = `
  INSERT INTO deployment_budget AS kept (kind, id, since, spend) VALUES ($1, $2, $3, $4)
  ON CONFLICT (kind, id) DO UPDATE SET since = excluded.since, spend = excluded.spend WHERE kept.since < excluded.since`;

const READ = `
  SELECT kind, id, since, spend::text FROM deployment_budget
  WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`;

const SPENT_BY_CALLS: Readonly<Record<SpendBudget['kind'], string>> = {
  deployment: `SELECT coalesce(sum(cost), 0)::text AS spend FROM spend_event
    WHERE started_at >= $1 AND ended_at < $2 AND deployment_id = $3`,
  provider: `SELECT coalesce(sum(cost), 0)::text AS spend FROM spend_event
    WHERE started_at >= $1 AND ended_at < $2 AND provider = $3`,
};

interface StoredWindow {
  kind: string;
  id: string;
  since: Date;
  spend: string;
}

/**
 * Keeps the meters of all processes together: what this one has settled is added to the database from time to time, and what
 * all have settled is read. A guard for routing, not the books: those are the spend events.
 */
export class DeploymentBudgets {
  /** @param startedAt calls of before are only known from the spend events. */
  constructor(
    private readonly dataSource: Pick<DataSource, 'query'>,
    private readonly startedAt: Date,
  ) {}

  /** Rejects when the database is away; what was not stored is stored by a later exchange. */
  async exchange(all: Iterable<SpendMeter>, now: number): Promise<void> {
    const meters = [...all];
    if (meters.length === 0) return;
    await this.#load(
      meters.filter((meter) => !meter.isLoaded),
      now,
    );
    const settled = meters.filter((meter) => meter.unstored > 0n);
    await this.#add(settled, now);
    const others = meters.filter((meter) => !settled.includes(meter));
    for (const [meter, row] of await this.#read(others)) confirm(meter, row, 0n, now);
  }

  /** Meters that are new to this process go on where the database stands, else with what the calls of their window cost. */
  async #load(meters: readonly SpendMeter[], now: number): Promise<void> {
    if (meters.length === 0) return;
    const known = await this.#read(meters);
    for (const meter of meters) {
      const row = known.get(meter);
      const since = meter.windowStart(row?.since.getTime() ?? null, now);
      if (row?.since.getTime() === since) continue;
      const { kind, id } = meter.budget;
      const spend = await this.#spentByCalls(meter.budget, since);
      await this.dataSource.query(BEGIN, [kind, id, new Date(since), spend]);
    }
    for (const [meter, row] of await this.#read(meters)) confirm(meter, row, 0n, now);
  }

  async #spentByCalls({ kind, id }: SpendBudget, since: number): Promise<string> {
    const [sum] = await this.dataSource.query<{ spend: string }[]>(SPENT_BY_CALLS[kind], [
      new Date(since),
      this.startedAt,
      id,
    ]);
    return sum?.spend ?? '0';
  }

  async #add(meters: readonly SpendMeter[], now: number): Promise<void> {
    if (meters.length === 0) return;
    const added = meters.map((meter) => ({ meter, since: meter.since(now), spend: meter.unstored }));
    const rows = await this.dataSource.query<StoredWindow[]>(ADD, [
      ...columnsOf(meters),
      added.map(({ since }) => new Date(since)),
      added.map(({ spend }) => String(spend)),
    ]);
    for (const { meter, spend } of added) {
      const row = rows.find((one) => isOf(one, meter));
      if (row) confirm(meter, row, spend, now);
    }
  }

  async #read(meters: readonly SpendMeter[]): Promise<Map<SpendMeter, StoredWindow>> {
    if (meters.length === 0) return new Map();
    const rows = await this.dataSource.query<StoredWindow[]>(READ, columnsOf(meters));
    return new Map(
      meters.flatMap((meter): [SpendMeter, StoredWindow][] => {
        const row = rows.find((one) => isOf(one, meter));
        return row ? [[meter, row]] : [];
      }),
    );
  }
}

function confirm(meter: SpendMeter, { since, spend }: StoredWindow, included: PicoUsd, now: number): void {
  meter.confirm(since.getTime(), BigInt(spend), included, now);
}

function isOf({ kind, id }: StoredWindow, { budget }: SpendMeter): boolean {
  return kind === budget.kind && id === budget.id;
}

function columnsOf(meters: readonly SpendMeter[]): [string[], string[]] {
  return [meters.map(({ budget }) => budget.kind), meters.map(({ budget }) => budget.id)];
}
