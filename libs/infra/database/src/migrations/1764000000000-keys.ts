import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Virtual keys, a copy of deleted ones, the audit log and the dashboard's sessions. Money is pico-USD. */
export class Keys1764000000000 implements MigrationInterface {
  name = 'Keys1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createKeys(queryRunner);
    await createDeletedKeys(queryRunner);
    await createAuditLog(queryRunner);
    await createSessions(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['ui_session', 'audit_entry', 'deleted_key', 'virtual_key']) {
      await queryRunner.query(`DROP TABLE "${table}"`);
    }
  }
}

/** Columns that a key and the copy of a deleted key share. */
const KEY_COLUMNS = `
  "key_name" text,
  "key_alias" text,
  "spend" numeric(38,0) NOT NULL,
  "max_budget" numeric(38,0),
  "soft_budget" numeric(38,0),
  "soft_budget_cooldown" boolean NOT NULL,
  "budget_id" text,
  "budget_duration" text,
  "budget_reset_at" timestamp(3) with time zone,
  "budget_limits" jsonb,
  "budget_fallbacks" jsonb,
  "model_max_budget" jsonb NOT NULL,
  "model_spend" jsonb NOT NULL,
  "max_parallel_requests" bigint,
  "tpm_limit" bigint,
  "rpm_limit" bigint,
  "models" text array NOT NULL,
  "aliases" jsonb NOT NULL,
  "config" jsonb NOT NULL,
  "permissions" jsonb NOT NULL,
  "router_settings" jsonb,
  "metadata" jsonb NOT NULL,
  "allowed_routes" text array NOT NULL,
  "allowed_cache_controls" text array NOT NULL,
  "access_group_ids" text array,
  "policies" text array,
  "object_permission" jsonb,
  "user_id" text,
  "team_id" text,
  "organization_id" text,
  "project_id" text,
  "agent_id" text,
  "blocked" boolean,
  "expires" timestamp(3) with time zone,
  "auto_rotate" boolean NOT NULL,
  "rotation_interval" text,
  "key_rotation_at" timestamp(3) with time zone,
  "last_rotation_at" timestamp(3) with time zone,
  "rotation_count" integer NOT NULL,
  "last_active" timestamp(3) with time zone,
  "created_at" timestamp(3) with time zone NOT NULL,
  "created_by" text,
  "updated_at" timestamp(3) with time zone NOT NULL,
  "updated_by" text`;

async function createKeys(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "virtual_key" (
      "token" text NOT NULL,${KEY_COLUMNS},
      CONSTRAINT "virtual_key_pkey" PRIMARY KEY ("token")
    ) WITH (fillfactor = 70)`);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "virtual_key_alias" ON "virtual_key" ("key_alias") WHERE "key_alias" IS NOT NULL`,
  );
  await queryRunner.query(`CREATE INDEX "virtual_key_created" ON "virtual_key" ("created_at", "token")`);
  for (const owner of ['user', 'team', 'organization']) {
    await queryRunner.query(
      `CREATE INDEX "virtual_key_${owner}" ON "virtual_key" ("${owner}_id") WHERE "${owner}_id" IS NOT NULL`,
    );
  }
}

async function createDeletedKeys(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "deleted_key" (
      "id" uuid NOT NULL,
      "token" text NOT NULL,${KEY_COLUMNS},
      "deleted_at" timestamp(3) with time zone NOT NULL,
      "deleted_by" text,
      "deleted_by_api_key" text NOT NULL,
      "litellm_changed_by" text,
      CONSTRAINT "deleted_key_pkey" PRIMARY KEY ("id")
    )`);
  await queryRunner.query(`CREATE INDEX "deleted_key_token" ON "deleted_key" ("token")`);
  await queryRunner.query(`CREATE INDEX "deleted_key_deleted_at" ON "deleted_key" ("deleted_at")`);
}

async function createAuditLog(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "audit_entry" (
      "id" uuid NOT NULL,
      "at" timestamp(3) with time zone NOT NULL,
      "action" text NOT NULL,
      "object_type" text NOT NULL,
      "object_id" text NOT NULL,
      "user_id" text,
      "role" text NOT NULL,
      "key_hash" text NOT NULL,
      "via" text NOT NULL,
      "changed_by" text,
      "ip" text,
      "request_id" text NOT NULL,
      "before" jsonb,
      "after" jsonb,
      CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
    )`);
  await queryRunner.query(`CREATE INDEX "audit_entry_at" ON "audit_entry" ("at", "id")`);
  await queryRunner.query(
    `CREATE INDEX "audit_entry_object" ON "audit_entry" ("object_type", "object_id", "at")`,
  );
}

async function createSessions(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "ui_session" (
      "token_hash" text NOT NULL,
      "user_id" text NOT NULL,
      "role" text NOT NULL,
      "key_hash" text NOT NULL,
      "ip" text,
      "user_agent" text,
      "created_at" timestamp(3) with time zone NOT NULL,
      "expires_at" timestamp(3) with time zone NOT NULL,
      "revoked_at" timestamp(3) with time zone,
      CONSTRAINT "ui_session_pkey" PRIMARY KEY ("token_hash")
    )`);
  await queryRunner.query(`CREATE INDEX "ui_session_expires_at" ON "ui_session" ("expires_at")`);
}
