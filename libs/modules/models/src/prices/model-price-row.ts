import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Prices an admin set, as stored. Written once; only the withdrawal is added. */
@Entity('model_price')
@Index('model_price_model', ['provider', 'model', 'createdAt'])
export class ModelPriceRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'model_price_pkey' }) id!: string;
  @Column('text') provider!: string;
  @Column('text') model!: string;
  @Column({ type: 'timestamptz', precision: 3 }) validFrom!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) validTo!: Date | null;
  /** USD per unit, as decimal texts by the names of the configuration. */
  @Column('jsonb') prices!: Record<string, string>;
  @Column('text') origin!: string;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawnBy!: string | null;
}
