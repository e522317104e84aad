import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a call costs more or less since it was priced anew. Written once; the call's own row stays as it was. */
@Entity({ name: 'spend_adjustment' })
export class SpendAdjustmentRow {
  @PrimaryColumn({
    ...{ name: 'event_started_at', type: 'timestamptz', precision: 3 },
    primaryKeyConstraintName: 'spend_adjustment_pkey',
  })
  eventStartedAt!: Date;
  @PrimaryColumn({ name: 'event_id', type: 'uuid', primaryKeyConstraintName: 'spend_adjustment_pkey' })
  eventId!: string;
  @PrimaryColumn({ name: 'repricing_id', type: 'uuid', primaryKeyConstraintName: 'spend_adjustment_pkey' })
  repricingId!: string;
  /** Pico-USD, also below 0. */
  @Column({ type: 'numeric', precision: 38, scale: 0 }) amount!: string;
  /** Pico-USD: what the call costs with it. */
  @Column({ type: 'numeric', precision: 38, scale: 0 }) cost!: string;
  /** The call had no known price before. */
  @Column({ name: 'was_unpriced', type: 'boolean' }) wasUnpriced!: boolean;
  @Column({ name: 'price_source', type: 'text' }) priceSource!: string;
  @Column({ name: 'price_version', type: 'text', nullable: true }) priceVersion!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 }) createdAt!: Date;
}

/** What all adjustments of a call come to. */
@Entity({ name: 'spend_adjusted' })
export class SpendAdjustedRow {
  @PrimaryColumn({
    ...{ name: 'event_started_at', type: 'timestamptz', precision: 3 },
    primaryKeyConstraintName: 'spend_adjusted_pkey',
  })
  eventStartedAt!: Date;
  @PrimaryColumn({ name: 'event_id', type: 'uuid', primaryKeyConstraintName: 'spend_adjusted_pkey' })
  eventId!: string;
  /** Pico-USD. */
  @Column({ type: 'numeric', precision: 38, scale: 0 }) amount!: string;
}
