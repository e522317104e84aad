import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Budgets that start anew: since when spend counts, and what is due for a reset; budgets as objects of their own. */
export class Budgets1764000300000 implements MigrationInterface {
  name = 'Budgets1764000300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['virtual_key', 'deleted_key'])
      await queryRunner.query(`ALTER TABLE "${table}" ADD "spend_since" timestamp(3) with time zone`);
    await queryRunner.query(
      `CREATE INDEX "virtual_key_budget_reset" ON "virtual_key" ("budget_reset_at") WHERE "budget_duration" IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "virtual_key_budget" ON "virtual_key" ("budget_id") WHERE "budget_id" IS NOT NULL`,
    );
    await createBudgets(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "budget"`);
    await queryRunner.query(`DROP INDEX "virtual_key_budget"`);
    await queryRunner.query(`DROP INDEX "virtual_key_budget_reset"`);
    for (const table of ['virtual_key', 'deleted_key'])
      await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "spend_since"`);
  }
}

async function createBudgets(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "budget" (
      "budget_id" text NOT NULL,
      "max_budget" numeric(38,0),
      "soft_budget" numeric(38,0),
      "max_parallel_requests" bigint,
      "tpm_limit" bigint,
      "rpm_limit" bigint,
      "model_max_budget" jsonb,
      "budget_duration" text,
      "budget_reset_at" timestamp(3) with time zone,
      "spend_since" timestamp(3) with time zone,
      "created_at" timestamp(3) with time zone NOT NULL,
      "created_by" text,
      "updated_at" timestamp(3) with time zone NOT NULL,
      "updated_by" text,
      CONSTRAINT "budget_pkey" PRIMARY KEY ("budget_id")
    )`);
}
