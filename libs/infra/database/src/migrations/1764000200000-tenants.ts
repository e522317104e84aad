import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Organizations, teams and users with their members, invitations, and a copy of deleted teams. Money is pico-USD. */
export class Tenants1764000200000 implements MigrationInterface {
  name = 'Tenants1764000200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createOrganizations(queryRunner);
    await createTeams(queryRunner);
    await createUsers(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'invitation',
      'user_account',
      'team_member',
      'deleted_team',
      'team',
      'organization_member',
      'organization',
    ]) {
      await queryRunner.query(`DROP TABLE "${table}"`);
    }
  }
}

/** Columns of everything that spends. */
const SPENDER_COLUMNS = `
  "spend" numeric(38,0) NOT NULL,
  "max_budget" numeric(38,0),
  "soft_budget" numeric(38,0),
  "budget_duration" text,
  "budget_reset_at" timestamp(3) with time zone,
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
  "updated_by" text`;

const TEAM_COLUMNS = `${SPENDER_COLUMNS},
  "team_alias" text,
  "organization_id" text,
  "blocked" boolean NOT NULL,
  "member_permissions" text array NOT NULL,
  "default_member_models" text array NOT NULL,
  "model_aliases" jsonb NOT NULL,
  "router_settings" jsonb,
  "access_group_ids" text array NOT NULL,
  "policies" text array NOT NULL,
  "member_max_budget" numeric(38,0),
  "member_budget_duration" text,
  "member_tpm_limit" bigint,
  "member_rpm_limit" bigint`;

const MEMBER_COLUMNS = `
  "user_id" text NOT NULL,
  "role" text NOT NULL,
  "spend" numeric(38,0) NOT NULL,
  "max_budget" numeric(38,0),
  "budget_duration" text,
  "tpm_limit" bigint,
  "rpm_limit" bigint,
  "allowed_models" text array NOT NULL,
  "created_at" timestamp(3) with time zone NOT NULL,
  "updated_at" timestamp(3) with time zone NOT NULL`;

async function createOrganizations(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "organization" (
      "organization_id" text NOT NULL,
      "organization_alias" text NOT NULL,
      "budget_id" text NOT NULL,${SPENDER_COLUMNS},
      CONSTRAINT "organization_pkey" PRIMARY KEY ("organization_id")
    ) WITH (fillfactor = 70)`);
  await createMembers(queryRunner, 'organization');
}

async function createTeams(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "team" (
      "team_id" text NOT NULL,${TEAM_COLUMNS},
      CONSTRAINT "team_pkey" PRIMARY KEY ("team_id")
    ) WITH (fillfactor = 70)`);
  await queryRunner.query(
    `CREATE INDEX "team_organization" ON "team" ("organization_id") WHERE "organization_id" IS NOT NULL`,
  );
  await queryRunner.query(`
    CREATE TABLE "deleted_team" (
      "id" uuid NOT NULL,
      "team_id" text NOT NULL,${TEAM_COLUMNS},
      "deleted_at" timestamp(3) with time zone NOT NULL,
      "deleted_by" text,
      "deleted_by_api_key" text NOT NULL,
      "litellm_changed_by" text,
      "members" jsonb NOT NULL,
      CONSTRAINT "deleted_team_pkey" PRIMARY KEY ("id")
    )`);
  await queryRunner.query(`CREATE INDEX "deleted_team_team_id" ON "deleted_team" ("team_id")`);
  await createMembers(queryRunner, 'team');
}

/** One row a member, in the order in which they joined. */
async function createMembers(queryRunner: QueryRunner, owner: 'organization' | 'team'): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "${owner}_member" (
      "${owner}_id" text NOT NULL,${MEMBER_COLUMNS},
      CONSTRAINT "${owner}_member_pkey" PRIMARY KEY ("${owner}_id", "user_id"),
      CONSTRAINT "${owner}_member_${owner}" FOREIGN KEY ("${owner}_id")
        REFERENCES "${owner}" ("${owner}_id") ON DELETE CASCADE
    ) WITH (fillfactor = 70)`);
  await queryRunner.query(`CREATE INDEX "${owner}_member_user" ON "${owner}_member" ("user_id")`);
}

async function createUsers(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "user_account" (
      "user_id" text NOT NULL,
      "user_alias" text,
      "user_email" text,
      "email_key" text,
      "user_role" text NOT NULL,
      "sso_user_id" text,
      "password_hash" text,
      "allowed_cache_controls" text array NOT NULL,
      "policies" text array NOT NULL,${SPENDER_COLUMNS},
      CONSTRAINT "user_account_pkey" PRIMARY KEY ("user_id")
    ) WITH (fillfactor = 70)`);
  for (const column of ['email_key', 'sso_user_id']) {
    await queryRunner.query(
      `CREATE UNIQUE INDEX "user_account_${column}" ON "user_account" ("${column}") WHERE "${column}" IS NOT NULL`,
    );
  }
  await queryRunner.query(`
    CREATE TABLE "invitation" (
      "id" uuid NOT NULL,
      "user_id" text NOT NULL,
      "is_accepted" boolean NOT NULL,
      "accepted_at" timestamp(3) with time zone,
      "expires_at" timestamp(3) with time zone NOT NULL,
      "created_at" timestamp(3) with time zone NOT NULL,
      "created_by" text,
      "updated_at" timestamp(3) with time zone NOT NULL,
      "updated_by" text,
      CONSTRAINT "invitation_pkey" PRIMARY KEY ("id"),
      CONSTRAINT "invitation_user" FOREIGN KEY ("user_id")
        REFERENCES "user_account" ("user_id") ON DELETE CASCADE
    )`);
  await queryRunner.query(`CREATE INDEX "invitation_user_id" ON "invitation" ("user_id")`);
}
