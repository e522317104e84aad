/** Who may have a soft budget: a spend from which on somebody is told, while calls go on. */
export type SoftBudgetOwnerKind = 'key' | 'team' | 'user' | 'organization' | 'customer' | 'tag';

/** A table of them. Expressions are SQL, in which `entity` is a row. */
export interface SoftBudgetTable {
  readonly kind: SoftBudgetOwnerKind;
  readonly table: string;
  /** Of a key: the name of its counters, which outlives its secret. */
  readonly id: string;
  readonly name: string;
  /** The condition under which a row without a soft budget of its own has that of `budget`; absent: it borrows from none. */
  readonly borrows?: string;
}

const BORROWS = 'budget.budget_id = entity.budget_id';

export const SOFT_BUDGET_TABLES: readonly SoftBudgetTable[] = [
  {
    kind: 'key',
    table: 'virtual_key',
    id: 'coalesce(entity.counter_id, entity.token)',
    name: 'coalesce(entity.key_alias, entity.key_name)',
    borrows: BORROWS,
  },
  { kind: 'team', table: 'team', id: 'entity.team_id', name: 'entity.team_alias' },
  {
    kind: 'user',
    table: 'user_account',
    id: 'entity.user_id',
    name: 'coalesce(entity.user_alias, entity.user_email)',
  },
  {
    kind: 'organization',
    table: 'organization',
    id: 'entity.organization_id',
    name: 'entity.organization_alias',
  },
  { kind: 'customer', table: 'customer', id: 'entity.customer_id', name: 'entity.alias', borrows: BORROWS },
  { kind: 'tag', table: 'tag', id: 'entity.name', name: 'entity.name', borrows: BORROWS },
];
