import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { bigintAsNumber, picoUsdColumn } from '@tollgate/database';
import { Column } from 'typeorm';

const limit = { type: 'bigint', nullable: true, transformer: bigintAsNumber } as const;
const time = { type: 'timestamptz', precision: 3 } as const;

/** Columns of everything that spends. Money is pico-USD; `object` columns hold JSON. `spend` is written by the ledger. */
export abstract class SpenderColumns {
  @Column(picoUsdColumn) spend!: bigint;
  @Column({ ...picoUsdColumn, nullable: true }) maxBudget!: bigint | null;
  @Column({ ...picoUsdColumn, nullable: true }) softBudget!: bigint | null;
  @Column('text', { nullable: true }) budgetDuration!: string | null;
  @Column('text', { nullable: true }) budgetTimezone!: string | null;
  @Column('text', { nullable: true }) budgetWeekStart!: string | null;
  @Column({ ...time, nullable: true }) budgetResetAt!: Date | null;
  @Column({ ...time, nullable: true }) spendSince!: Date | null;
  @Column('jsonb', { nullable: true }) budgetLimits!: object | null;
  @Column('jsonb') modelMaxBudget!: object;
  @Column('jsonb') modelSpend!: object;
  @Column(limit) maxParallelRequests!: number | null;
  @Column(limit) tpmLimit!: number | null;
  @Column(limit) rpmLimit!: number | null;
  @Column('text', { array: true }) models!: string[];
  @Column('jsonb') metadata!: object;
  @Column('jsonb', { nullable: true }) objectPermission!: object | null;
  @Column(time) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column(time) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}

/** The JSON columns as the kind of JSON they hold; what an import may have left there instead reads as empty. */
export function spenderJson(row: SpenderColumns) {
  return {
    budgetLimits: Array.isArray(row.budgetLimits) ? row.budgetLimits.filter(isJson) : null,
    modelMaxBudget: jsonObjectOf(row.modelMaxBudget) ?? {},
    modelSpend: jsonObjectOf(row.modelSpend) ?? {},
    metadata: jsonObjectOf(row.metadata) ?? {},
    objectPermission: jsonObjectOf(row.objectPermission),
  };
}

export function jsonObjectOf(value: unknown): JsonObject | null {
  return isJsonObject(value) ? value : null;
}

/** What JSONB gives is JSON; this tells the compiler. */
function isJson(value: unknown): value is Json {
  return value === null || ['boolean', 'number', 'string', 'object'].includes(typeof value);
}
