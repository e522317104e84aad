import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VirtualKeyRow } from './virtual-key-row.js';

/**
 * A hash that a key had before its secret was changed. It opens the key until `revokeAt`; after that it only tells whose
 * earlier calls were. Follows the key through further rotations, and leaves with it.
 */
@Entity('rotated_key')
@Index('rotated_key_active_token', ['activeToken'])
export class RotatedKeyRow {
  /** SHA-256 of the earlier secret, hex. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rotated_key_pkey' }) token!: string;
  @Column('text') activeToken!: string;
  @Column({ type: 'timestamptz', precision: 3 }) revokeAt!: Date;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;

  /** For the constraint only. */
  @ManyToOne(() => VirtualKeyRow, { onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @JoinColumn({ name: 'active_token', foreignKeyConstraintName: 'rotated_key_active' })
  key?: VirtualKeyRow;
}
