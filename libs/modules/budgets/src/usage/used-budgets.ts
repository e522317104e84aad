import { Injectable } from '@nestjs/common';
import { type BudgetScope, type PicoUsd } from '@tollgate/core';
import { DataSource } from 'typeorm';

/** Somebody's budget and how much of it is used in the window that runs. */
export interface BudgetInUse {
  readonly scope: BudgetScope;
  readonly id: string;
  readonly name: string | null;
  readonly spend: PicoUsd;
  readonly maxBudget: PicoUsd;
  readonly duration: string | null;
  readonly resetAt: Date | null;
}

interface Row {
  scope: BudgetScope;
  id: string;
  name: string | null;
  spend: string;
  max_budget: string;
  budget_duration: string | null;
  budget_reset_at: Date | null;
}

/** Where budgets are kept: the scope, its table, and the columns that tell who it is. */
interface Scope {
  readonly scope: BudgetScope;
  readonly table: string;
  readonly id: string;
  readonly name: string;
  /** Can it borrow a budget by its id? Its own limit comes first. */
  readonly borrows: boolean;
}

const SCOPES: readonly Scope[] = [
  {
    scope: 'key',
    table: 'virtual_key',
    id: 'token',
    name: 'coalesce(o.key_alias, o.key_name)',
    borrows: true,
  },
  { scope: 'team', table: 'team', id: 'team_id', name: 'o.team_alias', borrows: false },
  {
    scope: 'user',
    table: 'user_account',
    id: 'user_id',
    name: 'coalesce(o.user_email, o.user_alias)',
    borrows: false,
  },
  {
    scope: 'organization',
    table: 'organization',
    id: 'organization_id',
    name: 'o.organization_alias',
    borrows: false,
  },
  { scope: 'customer', table: 'customer', id: 'customer_id', name: 'o.alias', borrows: true },
  { scope: 'tag', table: 'tag', id: 'name', name: 'o.name', borrows: true },
];

const QUERY = `SELECT * FROM (${SCOPES.map(selectOf).join(' UNION ALL ')}) AS used
  ORDER BY spend / max_budget DESC, scope, id LIMIT $1`;

/** Budgets of everybody, nearest to their limit first. */
@Injectable()
export class UsedBudgets {
  constructor(private readonly dataSource: DataSource) {}

  async nearest(limit: number): Promise<BudgetInUse[]> {
    const rows = await this.dataSource.query<Row[]>(QUERY, [limit]);
    return rows.map((row) => ({
      scope: row.scope,
      id: row.id,
      name: row.name,
      spend: BigInt(row.spend),
      maxBudget: BigInt(row.max_budget),
      duration: row.budget_duration,
      resetAt: row.budget_reset_at,
    }));
  }
}

/** Each table gives its own best, so that no more than a few of each are compared. */
function selectOf({ scope, table, id, name, borrows }: Scope): string {
  const limit = borrows ? 'coalesce(o.max_budget, b.max_budget)' : 'o.max_budget';
  const duration = borrows ? 'coalesce(o.budget_duration, b.budget_duration)' : 'o.budget_duration';
  const resetAt = borrows ? 'coalesce(o.budget_reset_at, b.budget_reset_at)' : 'o.budget_reset_at';
  const lender = borrows ? 'LEFT JOIN budget b ON b.budget_id = o.budget_id' : '';
  return `(SELECT '${scope}' AS scope, o.${id} AS id, ${name} AS name, o.spend AS spend, ${limit} AS max_budget,
    ${duration} AS budget_duration, ${resetAt} AS budget_reset_at FROM ${table} o ${lender}
    WHERE ${limit} > 0 AND o.spend > 0 ORDER BY o.spend / ${limit} DESC LIMIT $1)`;
}
