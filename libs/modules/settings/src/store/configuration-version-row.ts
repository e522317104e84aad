import { bigintAsNumber } from '@tollgate/database';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How often what is configured at run time was changed: one row. */
@Entity('configuration_version')
@Check('configuration_version_single', '"id" = 1')
export class ConfigurationVersionRow {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'configuration_version_pkey' }) id!: number;
  @Column({ type: 'bigint', transformer: bigintAsNumber }) version!: number;
}
