import { bigintAsNumber, picoUsdColumn } from '@tollgate/database';
import { Column } from 'typeorm';

const limit = { type: 'bigint', nullable: true, transformer: bigintAsNumber } as const;
const time = { type: 'timestamptz', precision: 3, nullable: true } as const;

/** Columns that a key and the copy of a deleted key share. Money is pico-USD; `object` columns hold JSON. */
export abstract class KeyColumns {
  @Column('text', { nullable: true }) keyName!: string | null;
  @Column('text', { nullable: true }) keyAlias!: string | null;

  @Column(picoUsdColumn) spend!: bigint;
  @Column({ ...picoUsdColumn, nullable: true }) maxBudget!: bigint | null;
  @Column({ ...picoUsdColumn, nullable: true }) softBudget!: bigint | null;
  @Column('boolean') softBudgetCooldown!: boolean;
  @Column('text', { nullable: true }) budgetId!: string | null;
  @Column('text', { nullable: true }) budgetDuration!: string | null;
  @Column('text', { nullable: true }) budgetTimezone!: string | null;
  @Column('text', { nullable: true }) budgetWeekStart!: string | null;
  @Column(time) budgetResetAt!: Date | null;
  /** When spend last began anew: a reset, or an admin set it. */
  @Column(time) spendSince!: Date | null;
  @Column('jsonb', { nullable: true }) budgetLimits!: object | null;
  @Column('jsonb', { nullable: true }) budgetFallbacks!: object | null;
  @Column('jsonb') modelMaxBudget!: object;
  @Column('jsonb') modelSpend!: object;

  @Column(limit) maxParallelRequests!: number | null;
  @Column(limit) tpmLimit!: number | null;
  @Column(limit) rpmLimit!: number | null;

  @Column('text', { array: true }) models!: string[];
  @Column('jsonb') aliases!: Record<string, string>;
  @Column('jsonb') config!: object;
  @Column('jsonb') permissions!: object;
  @Column('jsonb', { nullable: true }) routerSettings!: object | null;
  @Column('jsonb') metadata!: object;
  @Column('text', { array: true }) allowedRoutes!: string[];
  @Column('text', { array: true }) allowedCacheControls!: string[];
  @Column('text', { array: true, nullable: true }) accessGroupIds!: string[] | null;
  @Column('text', { array: true, nullable: true }) policies!: string[] | null;
  @Column('jsonb', { nullable: true }) objectPermission!: object | null;

  @Column('text', { nullable: true }) userId!: string | null;
  @Column('text', { nullable: true }) teamId!: string | null;
  @Column('text', { nullable: true }) organizationId!: string | null;
  @Column('text', { nullable: true }) projectId!: string | null;
  @Column('text', { nullable: true }) agentId!: string | null;

  @Column('boolean', { nullable: true }) blocked!: boolean | null;
  @Column(time) expires!: Date | null;
  @Column('boolean') autoRotate!: boolean;
  @Column('text', { nullable: true }) rotationInterval!: string | null;
  @Column(time) keyRotationAt!: Date | null;
  @Column(time) lastRotationAt!: Date | null;
  @Column('integer') rotationCount!: number;
  /** Names the key's counters, from its first rotation on; before, `token` does. */
  @Column('text', { nullable: true }) counterId!: string | null;

  @Column(time) lastActive!: Date | null;
  @Column({ ...time, nullable: false }) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column({ ...time, nullable: false }) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}
