import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A setting that was changed at run time, as stored. Values of `environment_variables` are encrypted. */
@Entity('stored_setting')
export class SettingRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stored_setting_pkey' }) section!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stored_setting_pkey' }) name!: string;
  /** Any JSON value but null. */
  @Column('jsonb') value!: unknown;
  @Column({ type: 'timestamptz', precision: 3 }) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}
