import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What deployments and providers with a budget have cost in its running window. */
export class DeploymentBudgets1764005000000 implements MigrationInterface {
  name = 'DeploymentBudgets1764005000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "deployment_budget" (
        "kind" text NOT NULL,
        "id" text NOT NULL,
        "since" timestamp(3) with time zone NOT NULL,
        "spend" numeric(38,0) NOT NULL,
        CONSTRAINT "deployment_budget_pkey" PRIMARY KEY ("kind", "id")
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "deployment_budget"`);
  }
}
