import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A credential that was added at run time, as stored. Texts, lists and maps of its values are encrypted. */
@Entity('credential')
export class CredentialRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'credential_pkey' }) credentialName!: string;
  @Column('jsonb') credentialValues!: object;
  /** Free-form, for people: `{"description": …}`. */
  @Column('jsonb') credentialInfo!: object;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}
