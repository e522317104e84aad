import { type RepricingStatus, type RepricingSummary } from '@tollgate/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SpendRepricingRow } from '../rows/spend-repricing-row.js';
import { type Repricing } from './repricing.js';

/** A worker says so often that it lives; one that is silent so long has lost the job to another. */
const LEASE_MS = 120_000;
/** A job whose worker dies this often is given up. */
const ATTEMPTS_MAX = 5;

/** Every query on re-pricings. */
@Injectable()
export class RepricingStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(manager: EntityManager, repricing: Repricing): Promise<void> {
    await manager.insert(SpendRepricingRow, { ...repricing, leasedUntil: null, attempts: 0 });
  }

  find(id: string): Promise<Repricing | null> {
    return this.dataSource.manager.findOneBy(SpendRepricingRow, { id });
  }

  /** Held until the transaction ends, so that two admins decide after one another. */
  lock(manager: EntityManager, id: string): Promise<Repricing | null> {
    return manager.findOne(SpendRepricingRow, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  newest(limit: number): Promise<Repricing[]> {
    return this.dataSource.manager.find(SpendRepricingRow, {
      order: { createdAt: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  async decide(
    manager: EntityManager,
    id: string,
    decision: Pick<Repricing, 'status' | 'approvedAt' | 'approvedBy' | 'finishedAt'>,
  ): Promise<void> {
    await manager.update(SpendRepricingRow, { id }, { ...decision, leasedUntil: null, attempts: 0 });
  }

  /** Takes the oldest job that a worker has to do, or whose worker has died; null when there is none. */
  async claim(): Promise<Repricing | null> {
    const [rows] = await this.dataSource.query<[{ id: string; attempts: number }[], number]>(
      `UPDATE spend_repricing SET attempts = attempts + 1, leased_until = now() + $1 * interval '1 millisecond'
       WHERE id = (SELECT id FROM spend_repricing
                   WHERE status IN ('previewing', 'approved') AND coalesce(leased_until, '-infinity') < now()
                   ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, attempts`,
      [LEASE_MS],
    );
    const [claimed] = rows;
    if (!claimed) return null;
    if (claimed.attempts <= ATTEMPTS_MAX) return this.find(claimed.id);
    await this.end(claimed.id, 'failed', { error: 'The worker ended several times while it did this.' });
    return this.claim();
  }

  async stillAtIt(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE spend_repricing SET leased_until = now() + $2 * interval '1 millisecond' WHERE id = $1`,
      [id, LEASE_MS],
    );
  }

  /** A worker's part is over. */
  async end(
    id: string,
    status: Extract<RepricingStatus, 'previewed' | 'done' | 'failed'>,
    result: { preview?: RepricingSummary; outcome?: RepricingSummary; error?: string },
  ): Promise<void> {
    const finishedAt = status === 'previewed' ? null : new Date();
    await this.dataSource.manager.update(
      SpendRepricingRow,
      { id },
      { ...result, status, finishedAt, leasedUntil: null, attempts: 0 },
    );
  }
}
