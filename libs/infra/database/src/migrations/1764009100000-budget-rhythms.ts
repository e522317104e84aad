import { type MigrationInterface, type QueryRunner } from 'typeorm';

const BUDGETED = [
  ...['virtual_key', 'deleted_key', 'budget', 'user_account', 'team', 'deleted_team', 'organization'],
  ...['customer', 'tag'],
];
const WITHOUT_SINCE = [
  'user_account',
  'team',
  'deleted_team',
  'organization',
  'team_member',
  'organization_member',
];
const MEMBERS = ['team_member', 'organization_member'];

/** Time zones and first days of the week of single budgets, windows of members, and since when everybody's spend counts. */
export class BudgetRhythms1764009100000 implements MigrationInterface {
  name = 'BudgetRhythms1764009100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of BUDGETED)
      await queryRunner.query(
        `ALTER TABLE "${table}" ADD "budget_timezone" text, ADD "budget_week_start" text`,
      );
    for (const table of WITHOUT_SINCE)
      await queryRunner.query(`ALTER TABLE "${table}" ADD "spend_since" timestamp(3) with time zone`);
    for (const table of MEMBERS)
      await queryRunner.query(`ALTER TABLE "${table}" ADD "budget_reset_at" timestamp(3) with time zone`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of MEMBERS)
      await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "budget_reset_at"`);
    for (const table of WITHOUT_SINCE)
      await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "spend_since"`);
    for (const table of BUDGETED)
      await queryRunner.query(
        `ALTER TABLE "${table}" DROP COLUMN "budget_week_start", DROP COLUMN "budget_timezone"`,
      );
  }
}
