/** A table whose rows have `spend`, `budget_duration` and `budget_reset_at`. */
export interface ResettableTable {
  readonly name: string;
  /** Its primary key. */
  readonly id: string;
  /** Where a spend event names the row. */
  readonly eventColumn: string;
  /** Has it `spend_since`? */
  readonly keepsSince: boolean;
}

/** Everything whose budget starts anew, in the order in which resets are made. */
export const RESETTABLE_TABLES: readonly ResettableTable[] = [
  { name: 'virtual_key', id: 'token', eventColumn: 'key_hash', keepsSince: true },
  { name: 'user_account', id: 'user_id', eventColumn: 'user_id', keepsSince: false },
  { name: 'team', id: 'team_id', eventColumn: 'team_id', keepsSince: false },
  { name: 'organization', id: 'organization_id', eventColumn: 'organization_id', keepsSince: false },
];
