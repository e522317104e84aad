import { Injectable } from '@nestjs/common';
import { isJsonObject } from '@tollgate/core';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Budget, type BudgetChanges } from '../domain/budget.js';
import { BudgetRow } from './budget-row.js';

/** Every query on budgets. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class BudgetStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** False when the id is taken. */
  async insert(manager: EntityManager, budget: Budget): Promise<boolean> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(BudgetRow)
      .values({ ...budget })
      .orIgnore()
      .returning('budget_id')
      .execute();
    const rows: unknown = result.raw;
    return Array.isArray(rows) && rows.length > 0;
  }

  async findByIds(ids: readonly string[]): Promise<Budget[]> {
    if (ids.length === 0) return [];
    const rows = await this.dataSource.manager.findBy(BudgetRow, { budgetId: In(ids) });
    return rows.map(toBudget);
  }

  /** Newest first. */
  async list(limit: number): Promise<Budget[]> {
    const rows = await this.dataSource.manager.find(BudgetRow, {
      order: { createdAt: 'DESC', budgetId: 'ASC' },
      take: limit,
    });
    return rows.map(toBudget);
  }

  async lockById(manager: EntityManager, budgetId: string): Promise<Budget | null> {
    const row = await manager.findOne(BudgetRow, {
      where: { budgetId },
      lock: { mode: 'for_no_key_update' },
    });
    return row && toBudget(row);
  }

  async update(
    manager: EntityManager,
    budgetId: string,
    changes: BudgetChanges & Partial<Pick<Budget, 'updatedAt' | 'updatedBy'>>,
  ): Promise<void> {
    const { modelMaxBudget, ...columns } = changes;
    const json: object | null | undefined = modelMaxBudget;
    await manager.update(
      BudgetRow,
      { budgetId },
      json === undefined ? columns : { ...columns, modelMaxBudget: json },
    );
  }

  async delete(manager: EntityManager, budgetId: string): Promise<void> {
    await manager.delete(BudgetRow, { budgetId });
  }

  /** Hashes of the keys that borrow from a budget. */
  async keysOf(manager: EntityManager, budgetId: string): Promise<string[]> {
    const rows = await manager.query<{ token: string }[]>(
      'SELECT token FROM virtual_key WHERE budget_id = $1',
      [budgetId],
    );
    return rows.map(({ token }) => token);
  }
}

function toBudget(row: BudgetRow): Budget {
  return { ...row, modelMaxBudget: isJsonObject(row.modelMaxBudget) ? row.modelMaxBudget : null };
}
