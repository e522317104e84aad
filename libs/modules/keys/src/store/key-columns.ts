import { Column } from 'typeorm';
import { asBigint, asNumber } from './number-columns.js';

const money = { type: 'numeric', precision: 38, scale: 0, transformer: asBigint } as const;
const limit = { type: 'bigint', nullable: true, transformer: asNumber } as const;
const time = { type: 'timestamptz', precision: 3, nullable: true } as const;

/** Columns that a key and the copy of a deleted key share. Money is pico-USD; `object` columns hold JSON. */
export abstract class KeyColumns {
  @Column('text', { name: 'key_name', nullable: true }) keyName!: string | null;
  @Column('text', { name: 'key_alias', nullable: true }) keyAlias!: string | null;

  @Column({ ...money }) spend!: bigint;
  @Column({ ...money, name: 'max_budget', nullable: true }) maxBudget!: bigint | null;
  @Column({ ...money, name: 'soft_budget', nullable: true }) softBudget!: bigint | null;
  @Column('boolean', { name: 'soft_budget_cooldown' }) softBudgetCooldown!: boolean;
  @Column('text', { name: 'budget_id', nullable: true }) budgetId!: string | null;
  @Column('text', { name: 'budget_duration', nullable: true }) budgetDuration!: string | null;
  @Column({ ...time, name: 'budget_reset_at' }) budgetResetAt!: Date | null;
  @Column('jsonb', { name: 'budget_limits', nullable: true }) budgetLimits!: object | null;
  @Column('jsonb', { name: 'budget_fallbacks', nullable: true }) budgetFallbacks!: object | null;
  @Column('jsonb', { name: 'model_max_budget' }) modelMaxBudget!: object;
  @Column('jsonb', { name: 'model_spend' }) modelSpend!: object;

  @Column({ ...limit, name: 'max_parallel_requests' }) maxParallelRequests!: number | null;
  @Column({ ...limit, name: 'tpm_limit' }) tpmLimit!: number | null;
  @Column({ ...limit, name: 'rpm_limit' }) rpmLimit!: number | null;

  @Column('text', { array: true }) models!: string[];
  @Column('jsonb') aliases!: Record<string, string>;
  @Column('jsonb') config!: object;
  @Column('jsonb') permissions!: object;
  @Column('jsonb', { name: 'router_settings', nullable: true }) routerSettings!: object | null;
  @Column('jsonb') metadata!: object;
  @Column('text', { name: 'allowed_routes', array: true }) allowedRoutes!: string[];
  @Column('text', { name: 'allowed_cache_controls', array: true }) allowedCacheControls!: string[];
  @Column('text', { name: 'access_group_ids', array: true, nullable: true }) accessGroupIds!: string[] | null;
  @Column('text', { array: true, nullable: true }) policies!: string[] | null;
  @Column('jsonb', { name: 'object_permission', nullable: true }) objectPermission!: object | null;

  @Column('text', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column('text', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Column('text', { name: 'organization_id', nullable: true }) organizationId!: string | null;
  @Column('text', { name: 'project_id', nullable: true }) projectId!: string | null;
  @Column('text', { name: 'agent_id', nullable: true }) agentId!: string | null;

  @Column('boolean', { nullable: true }) blocked!: boolean | null;
  @Column({ ...time }) expires!: Date | null;
  @Column('boolean', { name: 'auto_rotate' }) autoRotate!: boolean;
  @Column('text', { name: 'rotation_interval', nullable: true }) rotationInterval!: string | null;
  @Column({ ...time, name: 'key_rotation_at' }) keyRotationAt!: Date | null;
  @Column({ ...time, name: 'last_rotation_at' }) lastRotationAt!: Date | null;
  @Column('integer', { name: 'rotation_count' }) rotationCount!: number;

  @Column({ ...time, name: 'last_active' }) lastActive!: Date | null;
  @Column({ ...time, name: 'created_at', nullable: false }) createdAt!: Date;
  @Column('text', { name: 'created_by', nullable: true }) createdBy!: string | null;
  @Column({ ...time, name: 'updated_at', nullable: false }) updatedAt!: Date;
  @Column('text', { name: 'updated_by', nullable: true }) updatedBy!: string | null;
}
