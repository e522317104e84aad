import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserRow } from '../store/user-row.js';

const time = { type: 'timestamptz', precision: 3 } as const;

/** A link with which a user chooses a password, once. */
@Entity('invitation')
@Index('invitation_user_id', ['userId'])
export class InvitationRow {
  /** Random, and the secret of the link. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitation_pkey' }) id!: string;
  @Column('text') userId!: string;
  @Column('boolean') isAccepted!: boolean;
  @Column({ ...time, nullable: true }) acceptedAt!: Date | null;
  @Column(time) expiresAt!: Date;
  @Column(time) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column(time) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;

  /** For the constraint only: a user takes his invitations with him. */
  @ManyToOne(() => UserRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'invitation_user' })
  user?: UserRow;
}
