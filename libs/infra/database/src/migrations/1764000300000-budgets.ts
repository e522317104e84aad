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
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "virtual_key_budget_reset"`);
    for (const table of ['virtual_key', 'deleted_key'])
      await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "spend_since"`);
  }
}
