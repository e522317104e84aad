import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What was spent in the current window of each further budget: of a model, or of another length than the entity's own. */
export class BudgetWindows1764001100000 implements MigrationInterface {
  name = 'BudgetWindows1764001100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "budget_window" (
        "owner_kind" text NOT NULL,
        "owner_id" text NOT NULL,
        "model" text NOT NULL,
        "period" text NOT NULL,
        "since" timestamp(3) with time zone NOT NULL,
        "resets_at" timestamp(3) with time zone,
        "spend" numeric(38,0) NOT NULL,
        CONSTRAINT "budget_window_pkey" PRIMARY KEY ("owner_kind", "owner_id", "model", "period")
      )`);
    await queryRunner.query(`CREATE INDEX "budget_window_reset" ON "budget_window" ("resets_at")`);
    await queryRunner.query(
      `CREATE INDEX "virtual_key_counter" ON "virtual_key" ("counter_id") WHERE "counter_id" IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "virtual_key_counter"`);
    await queryRunner.query(`DROP TABLE "budget_window"`);
  }
}
