import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { BORROWER_COLUMNS, createBorrowerIndexes } from './borrower-columns.js';

/** Customers (end users) and tags: what a call is attributed to besides its key, within limits of their own. */
export class Attributions1764002000000 implements MigrationInterface {
  name = 'Attributions1764002000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "customer" (
        "customer_id" text NOT NULL,
        "alias" text,
        "blocked" boolean NOT NULL,
        "allowed_model_region" text,
        "default_model" text,${BORROWER_COLUMNS},
        CONSTRAINT "customer_pkey" PRIMARY KEY ("customer_id")
      ) WITH (fillfactor = 70)`);
    await createBorrowerIndexes(queryRunner, 'customer');
    await queryRunner.query(`
      CREATE TABLE "tag" (
        "name" text NOT NULL,
        "description" text,
        "model_info" jsonb,${BORROWER_COLUMNS},
        CONSTRAINT "tag_pkey" PRIMARY KEY ("name")
      ) WITH (fillfactor = 70)`);
    await createBorrowerIndexes(queryRunner, 'tag');
    // One row: the budget of customers that have none of their own, as the configuration names it.
    await queryRunner.query(`
      CREATE TABLE "customer_default" (
        "id" smallint NOT NULL,
        "budget_id" text,
        "max_budget" numeric(38,0),
        CONSTRAINT "customer_default_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "spend_event_end_user" ON "spend_event" ("end_user_id", "started_at", "id") WHERE "end_user_id" IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "spend_event_end_user"`);
    await queryRunner.query(`DROP TABLE "customer_default"`);
    await queryRunner.query(`DROP TABLE "tag"`);
    await queryRunner.query(`DROP TABLE "customer"`);
  }
}
