import { formerTokensOf } from './former-tokens.js';

/** A table whose rows have `spend`, `budget_duration` and `budget_reset_at`. */
export interface ResettableTable {
  readonly name: string;
  /** Its primary key. */
  readonly id: string;
  /** The condition under which `event`, a spend event, is one of the row's. @param id an SQL expression. */
  readonly owns: (id: string) => string;
  /** Has it `spend_since`? */
  readonly keepsSince: boolean;
  /** The condition under which `entity`, a row, borrows the limits of the budget $1; absent: rows borrow from none. */
  readonly borrows?: string;
}

/** Customers without a budget of their own borrow from the one that the configuration gives to all. */
const CUSTOMER_BORROWS = `(entity.budget_id = $1 OR (entity.budget_id IS NULL AND entity.spend <> 0
  AND EXISTS (SELECT FROM customer_default AS fallback WHERE fallback.budget_id = $1)))`;

/** Everything whose budget starts anew, in the order in which resets are made. */
export const RESETTABLE_TABLES: readonly ResettableTable[] = [
  { name: 'virtual_key', id: 'token', owns: ownsAsKey, keepsSince: true, borrows: 'entity.budget_id = $1' },
  { name: 'user_account', id: 'user_id', owns: (id) => `event.user_id = ${id}`, keepsSince: false },
  { name: 'team', id: 'team_id', owns: (id) => `event.team_id = ${id}`, keepsSince: false },
  {
    name: 'organization',
    id: 'organization_id',
    owns: (id) => `event.organization_id = ${id}`,
    keepsSince: false,
  },
  {
    name: 'customer',
    id: 'customer_id',
    owns: (id) => `event.end_user_id = ${id}`,
    keepsSince: true,
    borrows: CUSTOMER_BORROWS,
  },
  {
    name: 'tag',
    id: 'name',
    owns: (id) => `event.tags @> ARRAY[${id}]`,
    keepsSince: true,
    borrows: 'entity.budget_id = $1',
  },
];

/** Calls made under a secret that was changed since are the key's all the same. */
function ownsAsKey(token: string): string {
  return `(event.key_hash = ${token} OR event.key_hash IN (${formerTokensOf(token)}))`;
}
