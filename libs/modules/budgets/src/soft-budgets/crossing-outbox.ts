import { type PicoUsd } from '@tollgate/core';
import { type DataSource, In, IsNull } from 'typeorm';
import { SoftBudgetCrossingRow } from './soft-budget-crossing-row.js';
import { type SoftBudgetOwnerKind } from './soft-budget-owners.js';

/** Somebody spent as much as their soft budget. */
export interface SoftBudgetCrossing {
  readonly id: string;
  readonly ownerKind: SoftBudgetOwnerKind;
  /** Of a key: the name of its counters, which is its first hash. */
  readonly ownerId: string;
  readonly ownerName: string | null;
  /** Beginning of the window; null: spend that never began anew. */
  readonly since: Date | null;
  readonly softBudget: PicoUsd;
  readonly maxBudget: PicoUsd | null;
  readonly spend: PicoUsd;
  readonly crossedAt: Date;
}

/** Crossings that nobody was told of yet. Who tells of them reads some, sends them, and says so: at least once each. */
export class SoftBudgetOutbox {
  constructor(private readonly dataSource: DataSource) {}

  /** The oldest first. */
  async untold(limit: number): Promise<SoftBudgetCrossing[]> {
    const rows = await this.dataSource.manager.find(SoftBudgetCrossingRow, {
      where: { toldAt: IsNull() },
      order: { crossedAt: 'ASC', id: 'ASC' },
      take: limit,
    });
    return rows.map(crossingOf);
  }

  async told(ids: readonly string[], at: Date): Promise<void> {
    await this.dataSource.manager.update(SoftBudgetCrossingRow, { id: In([...ids]) }, { toldAt: at });
  }
}

function crossingOf({ toldAt: _, since, ...row }: SoftBudgetCrossingRow): SoftBudgetCrossing {
  return { ...row, since: since.getTime() === 0 ? null : since };
}
