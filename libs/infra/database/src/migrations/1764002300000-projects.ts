import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Projects between a team and its keys; what their calls cost is known by project. Money is pico-USD. */
export class Projects1764002300000 implements MigrationInterface {
  name = 'Projects1764002300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "project" (
        "project_id" text NOT NULL,
        "project_alias" text,
        "description" text,
        "team_id" text NOT NULL,
        "budget_id" text,
        "blocked" boolean NOT NULL,
        "spend" numeric(38,0) NOT NULL,
        "max_budget" numeric(38,0),
        "soft_budget" numeric(38,0),
        "budget_duration" text,
        "budget_timezone" text,
        "budget_week_start" text,
        "budget_reset_at" timestamp(3) with time zone,
        "spend_since" timestamp(3) with time zone,
        "budget_limits" jsonb,
        "model_max_budget" jsonb NOT NULL,
        "model_spend" jsonb NOT NULL,
        "max_parallel_requests" bigint,
        "tpm_limit" bigint,
        "rpm_limit" bigint,
        "models" text array NOT NULL,
        "metadata" jsonb NOT NULL,
        "object_permission" jsonb,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "updated_at" timestamp(3) with time zone NOT NULL,
        "updated_by" text,
        CONSTRAINT "project_pkey" PRIMARY KEY ("project_id"),
        CONSTRAINT "project_team" FOREIGN KEY ("team_id") REFERENCES "team" ("team_id")
      ) WITH (fillfactor = 70)`);
    await queryRunner.query(`CREATE INDEX "project_team_id" ON "project" ("team_id")`);
    await queryRunner.query(
      `CREATE INDEX "virtual_key_project" ON "virtual_key" ("project_id") WHERE "project_id" IS NOT NULL`,
    );
    await queryRunner.query(`ALTER TABLE "spend_event" ADD COLUMN "project_id" text`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "spend_event" DROP COLUMN "project_id"`);
    await queryRunner.query(`DROP INDEX "virtual_key_project"`);
    await queryRunner.query(`DROP TABLE "project"`);
  }
}
