import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Exports by the clock, and the deliveries of their files. */
export class ExportSchedules1764004600000 implements MigrationInterface {
  name = 'ExportSchedules1764004600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "spend_schedule" (
        "id" uuid NOT NULL,
        "name" text NOT NULL,
        "cadence" text NOT NULL,
        "time_zone" text NOT NULL,
        "hour" smallint NOT NULL,
        "report" jsonb NOT NULL,
        "destination_type" text NOT NULL,
        "destination" text NOT NULL,
        "enabled" boolean NOT NULL,
        "next_from" timestamp(3) with time zone NOT NULL,
        "next_to" timestamp(3) with time zone NOT NULL,
        "next_run_at" timestamp(3) with time zone NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "created_by_key" text NOT NULL,
        "updated_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "spend_schedule_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "spend_schedule_due" ON "spend_schedule" ("next_run_at") WHERE "enabled"`,
    );
    await queryRunner.query(`
      CREATE TABLE "spend_delivery" (
        "id" uuid NOT NULL,
        "schedule_id" uuid NOT NULL,
        "schedule_name" text NOT NULL,
        "destination_type" text NOT NULL,
        "export_id" uuid NOT NULL,
        "period" text NOT NULL,
        "status" text NOT NULL,
        "attempts" smallint NOT NULL,
        "next_attempt_at" timestamp(3) with time zone NOT NULL,
        "leased_until" timestamp(3) with time zone,
        "created_at" timestamp(3) with time zone NOT NULL,
        "finished_at" timestamp(3) with time zone,
        "location" text,
        "error" text,
        CONSTRAINT "spend_delivery_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "spend_delivery_due" ON "spend_delivery" ("next_attempt_at") WHERE "status" IN ('waiting', 'sending')`,
    );
    await queryRunner.query(
      `CREATE INDEX "spend_delivery_schedule" ON "spend_delivery" ("schedule_id", "created_at", "id")`,
    );
    await queryRunner.query(`CREATE INDEX "spend_delivery_created" ON "spend_delivery" ("created_at", "id")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "spend_delivery"`);
    await queryRunner.query(`DROP TABLE "spend_schedule"`);
  }
}
