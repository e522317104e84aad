import { budgetWindow, EVERY_DAY, parseBudgetPeriod, type WindowBudget } from '@tollgate/core';
import { type DataSource, type EntityManager } from 'typeorm';
import { BudgetWindowRow } from './budget-window-row.js';
import {
  type BudgetWindowState,
  OWNER_TABLES,
  type WindowOwner,
  type WindowOwnerKind,
} from './window-owner.js';

/** Start of a window that never ends. */
const ALWAYS = new Date(0);

/**
 * Windows of budgets of models, and of several budgets at a time. A window begins when somebody asks for it, with what its
 * calls cost since its start; from then on the ledger adds to it. So whoever sets such a budget, an import included, need not
 * know of windows, and one that nobody uses any more just ends.
 */
export class BudgetWindows {
  constructor(private readonly dataSource: DataSource) {}

  /** The current window of every budget of the owners; those of an owner that is gone are left out. */
  async of(owners: readonly WindowOwner[], now: Date): Promise<BudgetWindowState[]> {
    const asking = owners.filter(({ budgets }) => budgets.length > 0);
    if (asking.length === 0) return [];
    const known = new Map((await this.read(asking)).map((row) => [keyOf(row), row]));
    const states: BudgetWindowState[] = [];
    for (const owner of asking) {
      const wanted = [...new Map(owner.budgets.map((budget) => [idOf(owner, budget), budget])).entries()];
      const missing = wanted.filter(([id]) => !isCurrent(known.get(id), now)).map(([, budget]) => budget);
      const begun = missing.length > 0 ? await this.begin(owner, missing, now) : [];
      const begunIds = new Set(begun.map(keyOf));
      states.push(...begun.map(stateOf));
      for (const [id] of wanted) {
        const row = known.get(id);
        if (row && isCurrent(row, now) && !begunIds.has(id)) states.push(stateOf(row));
      }
    }
    return states;
  }

  private read(owners: readonly WindowOwner[]): Promise<BudgetWindowRow[]> {
    return this.dataSource.manager
      .createQueryBuilder(BudgetWindowRow, 'window')
      .where('(window.owner_kind, window.owner_id) IN (SELECT * FROM unnest(:kinds::text[], :ids::text[]))', {
        kinds: owners.map(({ kind }) => kind),
        ids: owners.map(({ id }) => id),
      })
      .getMany();
  }

  /**
   * Under the lock that the ledger takes before it adds to windows: a call that is being stored is either in the sum, or
   * finds the window there.
   */
  private async begin(
    owner: WindowOwner,
    budgets: readonly WindowBudget[],
    now: Date,
  ): Promise<BudgetWindowRow[]> {
    const { table, id } = OWNER_TABLES[owner.kind];
    return this.dataSource.transaction(async (manager) => {
      const found = await manager.query<unknown[]>(
        `SELECT 1 FROM ${table} WHERE ${id} = $1 FOR NO KEY UPDATE`,
        [owner.rowId],
      );
      if (found.length === 0) return [];
      const rows: BudgetWindowRow[] = [];
      for (const budget of budgets) rows.push(await beginWindow(manager, owner, budget, now));
      return rows;
    });
  }
}

/** Another process may have begun it meanwhile; then it only comes out the same. */
async function beginWindow(
  manager: EntityManager,
  owner: WindowOwner,
  { model, period }: WindowBudget,
  now: Date,
): Promise<BudgetWindowRow> {
  const window =
    period === null ? null : budgetWindow(parseBudgetPeriod(period) ?? EVERY_DAY, now, owner.calendar);
  const since = window?.start ?? ALWAYS;
  const [sum] = await manager.query<{ spend: string }[]>(
    `SELECT coalesce(sum(event.cost), 0)::text AS spend FROM spend_event AS event
     WHERE ${OWNER_TABLES[owner.kind].owns('$1')} AND event.ended_at >= $2
       AND event.started_at >= $2::timestamptz - interval '1 day'
       AND ($3::text IS NULL OR event.asked_model = $3 OR event.model_group = $3)`,
    [owner.rowId, since, model],
  );
  const row = manager.create(BudgetWindowRow, {
    ownerKind: owner.kind,
    ownerId: owner.id,
    model: model ?? '',
    period: period ?? '',
    since,
    resetsAt: window?.end ?? null,
    spend: BigInt(sum?.spend ?? 0),
  });
  await manager.upsert(BudgetWindowRow, row, ['ownerKind', 'ownerId', 'model', 'period']);
  return row;
}

function isCurrent(row: BudgetWindowRow | undefined, now: Date): boolean {
  return row !== undefined && (row.resetsAt === null || row.resetsAt > now);
}

function idOf(owner: WindowOwner, { model, period }: WindowBudget): string {
  return JSON.stringify([owner.kind, owner.id, model ?? '', period ?? '']);
}

function keyOf({ ownerKind, ownerId, model, period }: BudgetWindowRow): string {
  return JSON.stringify([ownerKind, ownerId, model, period]);
}

function stateOf(row: BudgetWindowRow): BudgetWindowState {
  return {
    ...row,
    ownerKind: kindOf(row.ownerKind),
    model: row.model || null,
    period: row.period || null,
  };
}

function kindOf(text: string): WindowOwnerKind {
  if (text in OWNER_TABLES) return text as WindowOwnerKind;
  throw new Error(`budget_window names an owner of an unknown kind: ${text}`);
}
