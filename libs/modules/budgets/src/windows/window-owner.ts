import { type BudgetCalendar, type PicoUsd, type WindowBudget } from '@tollgate/core';
import { formerTokensOf } from '../resets/former-tokens.js';

/** Who may have budgets of models and of several windows. */
export type WindowOwnerKind = 'key' | 'team' | 'user' | 'organization' | 'project';

/** Somebody with such budgets. */
export interface WindowOwner {
  readonly kind: WindowOwnerKind;
  /** Names its counters: of a key, what outlives its secret. */
  readonly id: string;
  /** Primary key of its row: of a key, the hash. */
  readonly rowId: string;
  readonly budgets: readonly WindowBudget[];
  /** Whose midnights they follow. */
  readonly calendar: BudgetCalendar;
}

/** The current window of one of its budgets. */
export interface BudgetWindowState {
  readonly ownerKind: WindowOwnerKind;
  readonly ownerId: string;
  /** null: calls of every model. */
  readonly model: string | null;
  /** null: a window that never ends. */
  readonly period: string | null;
  readonly since: Date;
  readonly resetsAt: Date | null;
  readonly spend: PicoUsd;
}

interface OwnerTable {
  readonly table: string;
  readonly id: string;
  /** The condition under which `event`, a spend event, is one of the owner's. @param id an SQL expression: the primary key. */
  readonly owns: (id: string) => string;
}

export const OWNER_TABLES: Readonly<Record<WindowOwnerKind, OwnerTable>> = {
  key: {
    table: 'virtual_key',
    id: 'token',
    owns: (id) => `(event.key_hash = ${id} OR event.key_hash IN (${formerTokensOf(id)}))`,
  },
  team: { table: 'team', id: 'team_id', owns: (id) => `event.team_id = ${id}` },
  user: { table: 'user_account', id: 'user_id', owns: (id) => `event.user_id = ${id}` },
  project: { table: 'project', id: 'project_id', owns: (id) => `event.project_id = ${id}` },
  organization: {
    table: 'organization',
    id: 'organization_id',
    owns: (id) => `event.organization_id = ${id}`,
  },
};
