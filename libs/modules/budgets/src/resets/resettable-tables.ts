import { formerTokensOf } from './former-tokens.js';

/** A table whose rows have `spend`, `spend_since` and `budget_reset_at`. In conditions `entity` is a row. */
export interface ResettableTable {
  readonly name: string;
  /** Its primary key. Of several columns, ids are JSON lists of their values. */
  readonly key: readonly string[];
  /** The condition under which `event`, a spend event, is one of the row's. @param id an SQL expression. */
  readonly owns: (id: string) => string;
  /** The condition under which a row borrows the limits of the budget $1; absent: rows borrow from none. */
  readonly borrows?: string;
  /** It has a mark that its soft budget was told of, which goes with the window. */
  readonly hasCooldown?: true;
  /** Where the rhythm of a row's budget comes from; absent: from the row. */
  readonly rhythm?: BudgetRhythmSource;
}

/** SQL expressions, and what they need besides the row. */
interface BudgetRhythmSource {
  readonly join: string;
  readonly duration: string;
  readonly timezone: string;
  readonly weekStart: string;
}

const OWN_RHYTHM: BudgetRhythmSource = {
  join: '',
  duration: 'entity.budget_duration',
  timezone: 'entity.budget_timezone',
  weekStart: 'entity.budget_week_start',
};

/** A member's budget that has no duration of its own, one set by hand included, has the one its team gives to all. */
const MEMBER_RHYTHM: BudgetRhythmSource = {
  join: 'JOIN team ON team.team_id = entity.team_id',
  duration: 'coalesce(entity.budget_duration, team.member_budget_duration)',
  timezone: 'team.budget_timezone',
  weekStart: 'team.budget_week_start',
};

/** Customers without a budget of their own borrow from the one that the configuration gives to all. */
const CUSTOMER_BORROWS = `(entity.budget_id = $1 OR (entity.budget_id IS NULL AND entity.spend <> 0
  AND EXISTS (SELECT FROM customer_default AS fallback WHERE fallback.budget_id = $1)))`;

/** Everything whose budget starts anew, in the order in which resets are made. */
export const RESETTABLE_TABLES: readonly ResettableTable[] = [
  {
    name: 'virtual_key',
    key: ['token'],
    owns: ownsAsKey,
    borrows: 'entity.budget_id = $1',
    hasCooldown: true,
  },
  { name: 'user_account', key: ['user_id'], owns: (id) => `event.user_id = ${id}` },
  { name: 'project', key: ['project_id'], owns: (id) => `event.project_id = ${id}` },
  { name: 'team', key: ['team_id'], owns: (id) => `event.team_id = ${id}` },
  { name: 'team_member', key: ['team_id', 'user_id'], owns: ownsAsMember, rhythm: MEMBER_RHYTHM },
  { name: 'organization', key: ['organization_id'], owns: (id) => `event.organization_id = ${id}` },
  {
    name: 'customer',
    key: ['customer_id'],
    owns: (id) => `event.end_user_id = ${id}`,
    borrows: CUSTOMER_BORROWS,
  },
  {
    name: 'tag',
    key: ['name'],
    owns: (id) => `event.tags @> ARRAY[${id}]`,
    borrows: 'entity.budget_id = $1',
  },
];

/** SQL: the id of a row. */
export function idOf({ key }: ResettableTable): string {
  const columns = key.map((column) => `entity."${column}"`);
  return columns.length === 1 ? columns.join() : `json_build_array(${columns.join(', ')})::text`;
}

/** SQL: is a row the one of this id? @param id an SQL expression. */
export function isOf({ key }: ResettableTable, id: string): string {
  if (key.length === 1) return `entity."${key.join()}" = ${id}`;
  return key.map((column, place) => `entity."${column}" = ${id}::json->>${place}`).join(' AND ');
}

/** SQL: the order in which the ledger locks rows. */
export function lockOrderOf({ key }: ResettableTable): string {
  return key.map((column) => `entity."${column}" COLLATE "C"`).join(', ');
}

export function rhythmOf({ rhythm }: ResettableTable): BudgetRhythmSource {
  return rhythm ?? OWN_RHYTHM;
}

/** Calls made under a secret that was changed since are the key's all the same. */
function ownsAsKey(token: string): string {
  return `(event.key_hash = ${token} OR event.key_hash IN (${formerTokensOf(token)}))`;
}

function ownsAsMember(id: string): string {
  return `event.team_id = ${id}::json->>0 AND event.user_id = ${id}::json->>1`;
}
