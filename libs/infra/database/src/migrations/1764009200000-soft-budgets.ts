import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who has used up a soft budget, once in a window; and who has one at all, so that they are found quickly. */
export class SoftBudgets1764009200000 implements MigrationInterface {
  name = 'SoftBudgets1764009200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "soft_budget_crossing" (
        "id" uuid NOT NULL,
        "owner_kind" text NOT NULL,
        "owner_id" text NOT NULL,
        "owner_name" text,
        "since" timestamp(3) with time zone NOT NULL,
        "soft_budget" numeric(38,0) NOT NULL,
        "max_budget" numeric(38,0),
        "spend" numeric(38,0) NOT NULL,
        "crossed_at" timestamp(3) with time zone NOT NULL,
        "told_at" timestamp(3) with time zone,
        CONSTRAINT "soft_budget_crossing_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "soft_budget_crossing_once" ON "soft_budget_crossing" ("owner_kind", "owner_id", "since", "soft_budget")`,
    );
    await queryRunner.query(
      `CREATE INDEX "soft_budget_crossing_untold" ON "soft_budget_crossing" ("crossed_at") WHERE "told_at" IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "virtual_key_soft_budget" ON "virtual_key" ("token") WHERE "soft_budget" IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "virtual_key_soft_budget"`);
    await queryRunner.query(`DROP TABLE "soft_budget_crossing"`);
  }
}
