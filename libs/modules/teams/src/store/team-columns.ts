import { bigintAsNumber, picoUsdColumn } from '@tollgate/database';
import { jsonObjectOf, SpenderColumns, spenderJson } from '@tollgate/organizations';
import { Column } from 'typeorm';

const limit = { type: 'bigint', nullable: true, transformer: bigintAsNumber } as const;

/** Columns that a team and the copy of a deleted team share. */
export abstract class TeamColumns extends SpenderColumns {
  @Column('text', { nullable: true }) teamAlias!: string | null;
  @Column('text', { nullable: true }) organizationId!: string | null;
  @Column('boolean') blocked!: boolean;
  @Column('text', { array: true }) memberPermissions!: string[];
  @Column('text', { array: true }) defaultMemberModels!: string[];
  @Column('jsonb') modelAliases!: Record<string, string>;
  @Column('jsonb', { nullable: true }) routerSettings!: object | null;
  @Column('text', { array: true }) accessGroupIds!: string[];
  @Column('text', { array: true }) policies!: string[];
  @Column({ ...picoUsdColumn, nullable: true }) memberMaxBudget!: bigint | null;
  @Column('text', { nullable: true }) memberBudgetDuration!: string | null;
  @Column(limit) memberTpmLimit!: number | null;
  @Column(limit) memberRpmLimit!: number | null;
}

export function teamJson(row: TeamColumns) {
  return { ...spenderJson(row), routerSettings: jsonObjectOf(row.routerSettings) };
}
