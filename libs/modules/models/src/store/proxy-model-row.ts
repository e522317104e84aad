import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A model that was added at run time, as stored. Texts, lists and maps of its parameters and facts are encrypted. */
@Entity('proxy_model')
export class ProxyModelRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'proxy_model_pkey' }) modelId!: string;
  /** Public name; of a team's model a name of its own, the public one is among the facts. */
  @Column('text') modelName!: string;
  @Column('text', { nullable: true }) teamId!: string | null;
  @Column('jsonb') litellmParams!: object;
  @Column('jsonb') modelInfo!: object;
  @Column('boolean') blocked!: boolean;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}
