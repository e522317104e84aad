import { bigintAsNumber, picoUsdColumn } from '@tollgate/database';
import { Column } from 'typeorm';

const limit = { type: 'bigint', nullable: true, transformer: bigintAsNumber } as const;
const time = { type: 'timestamptz', precision: 3 } as const;

/** Columns that members of teams and of organizations share; the owner's id and the primary key's name differ. */
export abstract class MemberColumns {
  @Column(picoUsdColumn) spend!: bigint;
  @Column({ ...picoUsdColumn, nullable: true }) maxBudget!: bigint | null;
  @Column('text', { nullable: true }) budgetDuration!: string | null;
  @Column({ ...time, nullable: true }) budgetResetAt!: Date | null;
  @Column({ ...time, nullable: true }) spendSince!: Date | null;
  @Column(limit) tpmLimit!: number | null;
  @Column(limit) rpmLimit!: number | null;
  @Column('text', { array: true }) allowedModels!: string[];
  @Column(time) createdAt!: Date;
  @Column(time) updatedAt!: Date;
}
