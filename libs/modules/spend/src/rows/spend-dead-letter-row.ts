import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A journal line that could not become a row, kept byte for byte with the reason, for an operator to look at. */
@Entity({ name: 'spend_dead_letter' })
export class SpendDeadLetterRow {
  /** SHA-256 of the line: the same line is kept once. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'spend_dead_letter_pkey' }) digest!: Buffer;
  @Column({ type: 'bytea' }) line!: Buffer;
  @Column({ type: 'text' }) reason!: string;
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
