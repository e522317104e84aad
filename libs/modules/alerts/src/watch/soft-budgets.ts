import { SoftBudgetOutbox, type SoftBudgetCrossing } from '@tollgate/budgets';
import { formatUsd } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';
import { type AlertStore } from '../store/alert-store.js';
import { OWNER_FIELDS } from './budget-crossings.js';

/** Of one look. */
const CROSSINGS_MAX = 200;

/**
 * Raises the crossings of soft budgets that nobody was told of. They are marked as told afterwards: one that is read twice has
 * the same key, and is raised once.
 * @returns how many were raised.
 */
export async function raiseSoftBudgets(
  dataSource: DataSource,
  store: AlertStore,
  now: Date,
): Promise<number> {
  const outbox = new SoftBudgetOutbox(dataSource);
  const crossings = await outbox.untold(CROSSINGS_MAX);
  if (crossings.length === 0) return 0;
  const raised = await store.raise(crossings.map(softBudgetAlert), now);
  await outbox.told(
    crossings.map(({ id }) => id),
    now,
  );
  return raised;
}

function softBudgetAlert(crossing: SoftBudgetCrossing): NewAlert {
  const { ownerKind: kind, ownerId: id, ownerName: name, maxBudget } = crossing;
  const [spend, soft] = [formatUsd(crossing.spend), formatUsd(crossing.softBudget)];
  const max = maxBudget === null ? null : formatUsd(maxBudget);
  return {
    ...{ type: 'budget_alerts', key: `soft-budget:${crossing.id}`, severity: 'warning' },
    title: `Soft budget of ${kind} ${name ?? id} is used up`,
    text: `${spend} USD are spent, ${soft} are the soft budget. Calls go on${max === null ? '' : ` until ${max} USD`}.`,
    details: {
      ...{ event: 'soft_budget_crossed', event_group: kind, [OWNER_FIELDS[kind]]: id, name },
      ...{ spend, soft_budget: soft, max_budget: max, since: crossing.since?.toISOString() ?? null },
    },
  };
}
