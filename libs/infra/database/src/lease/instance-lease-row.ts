import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A right that one process at a time has. Times are the database's own. */
@Entity({ name: 'instance_lease' })
export class InstanceLeaseRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'instance_lease_pkey' }) name!: string;
  /** Random, one for each process that ever held it. */
  @Column({ type: 'uuid' }) holder!: string;
  /** The ProcessIdentity of the holder. */
  @Column({ type: 'jsonb' }) process!: object;
  @Column({ type: 'timestamptz', precision: 3 }) acquiredAt!: Date;
  @Column({ type: 'timestamptz', precision: 3 }) renewedAt!: Date;
  @Column({ type: 'timestamptz', precision: 3 }) expiresAt!: Date;
}
