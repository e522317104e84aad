import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Models, credentials and settings that are changed at run time, and the version that tells every process of a change. */
export class Models1764003000000 implements MigrationInterface {
  name = 'Models1764003000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "proxy_model" (
        "model_id" text NOT NULL,
        "model_name" text NOT NULL,
        "team_id" text,
        "litellm_params" jsonb NOT NULL,
        "model_info" jsonb NOT NULL,
        "blocked" boolean NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "updated_at" timestamp(3) with time zone NOT NULL,
        "updated_by" text,
        CONSTRAINT "proxy_model_pkey" PRIMARY KEY ("model_id")
      )`);
    await queryRunner.query(`
      CREATE TABLE "credential" (
        "credential_name" text NOT NULL,
        "credential_values" jsonb NOT NULL,
        "credential_info" jsonb NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "updated_at" timestamp(3) with time zone NOT NULL,
        "updated_by" text,
        CONSTRAINT "credential_pkey" PRIMARY KEY ("credential_name")
      )`);
    await queryRunner.query(`
      CREATE TABLE "stored_setting" (
        "section" text NOT NULL,
        "name" text NOT NULL,
        "value" jsonb NOT NULL,
        "updated_at" timestamp(3) with time zone NOT NULL,
        "updated_by" text,
        CONSTRAINT "stored_setting_pkey" PRIMARY KEY ("section", "name")
      )`);
    await createVersion(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['configuration_version', 'stored_setting', 'credential', 'proxy_model'])
      await queryRunner.query(`DROP TABLE "${table}"`);
  }
}

/** One row: a transaction that changes any of the tables above raises it, and so waits for another that does. */
async function createVersion(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE "configuration_version" (
      "id" smallint NOT NULL,
      "version" bigint NOT NULL,
      CONSTRAINT "configuration_version_pkey" PRIMARY KEY ("id"),
      CONSTRAINT "configuration_version_single" CHECK ("id" = 1)
    )`);
  await queryRunner.query(`INSERT INTO "configuration_version" ("id", "version") VALUES (1, 0)`);
}
