import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What health checks of models found, and when the next round is due. */
export class HealthChecks1764003200000 implements MigrationInterface {
  name = 'HealthChecks1764003200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "health_check" (
        "id" uuid NOT NULL,
        "model_id" text NOT NULL,
        "model_name" text NOT NULL,
        "provider_model" text NOT NULL,
        "status" text NOT NULL,
        "probe" text NOT NULL,
        "error_class" text,
        "error_status" integer,
        "error_message" text,
        "response_ms" integer NOT NULL,
        "checked_at" timestamp(3) with time zone NOT NULL,
        "checked_by" text,
        CONSTRAINT "health_check_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "health_check_model_at" ON "health_check" ("model_id", "checked_at", "id")`,
    );
    await queryRunner.query(`CREATE INDEX "health_check_at" ON "health_check" ("checked_at", "id")`);
    await queryRunner.query(`
      CREATE TABLE "health_round" (
        "id" smallint NOT NULL,
        "begun_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "health_round_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "health_round_single" CHECK ("id" = 1)
      )`);
    await queryRunner.query(`INSERT INTO "health_round" ("id", "begun_at") VALUES (1, '-infinity')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "health_round"`);
    await queryRunner.query(`DROP TABLE "health_check"`);
  }
}
