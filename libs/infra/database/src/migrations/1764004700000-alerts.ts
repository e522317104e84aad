import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Alerts, whom they were sent to, and what the configuration says of them. */
export class Alerts1764004700000 implements MigrationInterface {
  name = 'Alerts1764004700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "alert" (
        "id" uuid NOT NULL,
        "type" text NOT NULL,
        "key" text NOT NULL,
        "severity" text NOT NULL,
        "title" text NOT NULL,
        "text" text NOT NULL,
        "details" jsonb NOT NULL,
        "raised_at" timestamp(3) with time zone NOT NULL,
        "routed" boolean NOT NULL,
        CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX "alert_key" ON "alert" ("key")`);
    await queryRunner.query(`CREATE INDEX "alert_raised" ON "alert" ("raised_at", "id")`);
    await queryRunner.query(`CREATE INDEX "alert_unrouted" ON "alert" ("raised_at") WHERE NOT "routed"`);
    await queryRunner.query(`
      CREATE TABLE "alert_delivery" (
        "alert_id" uuid NOT NULL,
        "channel" text NOT NULL,
        "target" text NOT NULL,
        "status" text NOT NULL,
        "attempts" smallint NOT NULL,
        "next_attempt_at" timestamp(3) with time zone NOT NULL,
        "leased_until" timestamp(3) with time zone,
        "sent_at" timestamp(3) with time zone,
        "error" text,
        CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("alert_id", "channel")
      )`);
    await queryRunner.query(
      `CREATE INDEX "alert_delivery_due" ON "alert_delivery" ("next_attempt_at") WHERE "status" IN ('waiting', 'sending')`,
    );
    await queryRunner.query(`
      CREATE TABLE "alert_settings" (
        "id" smallint NOT NULL,
        "settings" text NOT NULL,
        "updated_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("id")
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "alert_settings"`);
    await queryRunner.query(`DROP TABLE "alert_delivery"`);
    await queryRunner.query(`DROP TABLE "alert"`);
  }
}
