import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Exports of spend and their files; and the teams' and organizations' way to their calls. */
export class SpendExports1764004000000 implements MigrationInterface {
  name = 'SpendExports1764004000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "spend_export" (
        "id" uuid NOT NULL,
        "status" text NOT NULL,
        "order" jsonb NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "created_by_key" text NOT NULL,
        "leased_until" timestamp(3) with time zone,
        "attempts" smallint NOT NULL,
        "rows_written" bigint NOT NULL,
        "finished_at" timestamp(3) with time zone,
        "expires_at" timestamp(3) with time zone,
        "file_name" text,
        "bytes" bigint,
        "sha256" text,
        "total" numeric(38,0),
        "calls" bigint,
        "unpriced_calls" bigint,
        "tie_out" jsonb,
        "error" text,
        CONSTRAINT "spend_export_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "spend_export_due" ON "spend_export" ("created_at") WHERE "status" IN ('queued', 'running')`,
    );
    await queryRunner.query(`CREATE INDEX "spend_export_created" ON "spend_export" ("created_at", "id")`);
    await queryRunner.query(`
      CREATE TABLE "spend_export_chunk" (
        "export_id" uuid NOT NULL,
        "position" integer NOT NULL,
        "bytes" bytea NOT NULL,
        CONSTRAINT "spend_export_chunk_pkey" PRIMARY KEY ("export_id", "position")
      )`);
    await queryRunner.query(
      `CREATE INDEX "spend_event_team" ON "spend_event" ("team_id", "started_at", "id") WHERE "team_id" IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "spend_event_team"`);
    await queryRunner.query(`DROP TABLE "spend_export_chunk"`);
    await queryRunner.query(`DROP TABLE "spend_export"`);
  }
}
