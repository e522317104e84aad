import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A piece of an export's file: kept in Postgres, which every API process reaches wherever the worker runs. */
@Entity({ name: 'spend_export_chunk' })
export class SpendExportChunkRow {
  @PrimaryColumn({ name: 'export_id', type: 'uuid', primaryKeyConstraintName: 'spend_export_chunk_pkey' })
  exportId!: string;
  /** From 0. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'spend_export_chunk_pkey' }) position!: number;
  @Column({ type: 'bytea' }) bytes!: Buffer;
}
