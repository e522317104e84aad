import { Entity, Index, PrimaryColumn } from 'typeorm';
import { KeyColumns } from './key-columns.js';

/** A virtual key, as stored. `spend` and `last_active` are also written by the ledger. */
@Entity('virtual_key')
@Index('virtual_key_alias', ['keyAlias'], { unique: true, where: '"key_alias" IS NOT NULL' })
@Index('virtual_key_created', ['createdAt', 'token'])
@Index('virtual_key_budget', ['budgetId'], { where: '"budget_id" IS NOT NULL' })
@Index('virtual_key_budget_reset', ['budgetResetAt'], { where: '"budget_duration" IS NOT NULL' })
@Index('virtual_key_rotation', ['keyRotationAt'], { where: '"auto_rotate"' })
@Index('virtual_key_counter', ['counterId'], { where: '"counter_id" IS NOT NULL' })
@Index('virtual_key_soft_budget', ['token'], { where: '"soft_budget" IS NOT NULL' })
@Index('virtual_key_user', ['userId'], { where: '"user_id" IS NOT NULL' })
@Index('virtual_key_team', ['teamId'], { where: '"team_id" IS NOT NULL' })
@Index('virtual_key_project', ['projectId'], { where: '"project_id" IS NOT NULL' })
@Index('virtual_key_organization', ['organizationId'], { where: '"organization_id" IS NOT NULL' })
export class VirtualKeyRow extends KeyColumns {
  /** SHA-256 of the key, hex. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'virtual_key_pkey' }) token!: string;
}
