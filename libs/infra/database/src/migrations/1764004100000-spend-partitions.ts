import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Indexes of the table as it was: name, columns, condition. */
const INDEXES = [
  ['spend_event_id', '("id")', ''],
  ['spend_event_call_id', '("call_id")', ''],
  ['spend_event_response_id', '("response_id")', 'WHERE "response_id" IS NOT NULL'],
  ['spend_event_key', '("key_hash", "started_at", "id")', ''],
  ['spend_event_user', '("user_id", "started_at", "id")', 'WHERE "user_id" IS NOT NULL'],
  ['spend_event_team', '("team_id", "started_at", "id")', 'WHERE "team_id" IS NOT NULL'],
  ['spend_event_end_user', '("end_user_id", "started_at", "id")', 'WHERE "end_user_id" IS NOT NULL'],
] as const;

/** Small: most calls succeed, are priced and have no tags. */
const NEW_INDEXES = [
  `CREATE INDEX "spend_event_model" ON "spend_event" ("model_group", "started_at", "id") WHERE "model_group" IS NOT NULL`,
  `CREATE INDEX "spend_event_not_answered" ON "spend_event" ("started_at", "id") WHERE "status" <> 'success'`,
  `CREATE INDEX "spend_event_unpriced" ON "spend_event" ("started_at", "id") WHERE "cost" IS NULL`,
  `CREATE INDEX "spend_event_tags" ON "spend_event" USING gin ("tags") WHERE "tags" <> '{}'`,
];

/**
 * The ledger in partitions of a month, so that rows which are kept long enough go in a moment. The table as it was becomes
 * the default partition, without a row being copied; the worker gives months partitions of their own, and moves their rows.
 * Also what a call used besides tokens, and the version of its prices, so that it can be priced again.
 */
export class SpendPartitions1764004100000 implements MigrationInterface {
  name = 'SpendPartitions1764004100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "spend_event"
        ADD COLUMN "price_version" text,
        ADD COLUMN "search_units" bigint,
        ADD COLUMN "output_images" bigint,
        ADD COLUMN "input_characters" bigint,
        ADD COLUMN "input_audio_seconds" numeric(15,3)`);
    await queryRunner.query('ALTER TABLE "spend_event" RENAME TO "spend_event_default"');
    await queryRunner.query(
      'ALTER TABLE "spend_event_default" RENAME CONSTRAINT "spend_event_pkey" TO "spend_event_default_pkey"',
    );
    for (const [name] of INDEXES)
      await queryRunner.query(
        `ALTER INDEX "${name}" RENAME TO "${name.replace('spend_event', 'spend_event_default')}"`,
      );
    await queryRunner.query(`
      CREATE TABLE "spend_event" (
        LIKE "spend_event_default",
        CONSTRAINT "spend_event_pkey" PRIMARY KEY ("started_at", "id")
      ) PARTITION BY RANGE ("started_at")`);
    for (const [name, columns, where] of INDEXES)
      await queryRunner.query(`CREATE INDEX "${name}" ON "spend_event" ${columns} ${where}`);
    await queryRunner.query('ALTER TABLE "spend_event" ATTACH PARTITION "spend_event_default" DEFAULT');
    for (const create of NEW_INDEXES) await queryRunner.query(create);
    await queryRunner.query(`
      CREATE TABLE "spend_dropped_month" (
        "month" date NOT NULL,
        "calls" bigint NOT NULL,
        "spend" numeric(38,0) NOT NULL,
        "dropped_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "spend_dropped_month_pkey" PRIMARY KEY ("month")
      )`);
  }

  /** All rows in one table again. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "spend_dropped_month"');
    await queryRunner.query('CREATE TABLE "spend_event_whole" (LIKE "spend_event" INCLUDING DEFAULTS)');
    await queryRunner.query('INSERT INTO "spend_event_whole" SELECT * FROM "spend_event"');
    await queryRunner.query('DROP TABLE "spend_event"');
    await queryRunner.query('ALTER TABLE "spend_event_whole" RENAME TO "spend_event"');
    await queryRunner.query(`
      ALTER TABLE "spend_event"
        DROP COLUMN "price_version", DROP COLUMN "search_units", DROP COLUMN "output_images",
        DROP COLUMN "input_characters", DROP COLUMN "input_audio_seconds",
        ADD CONSTRAINT "spend_event_pkey" PRIMARY KEY ("started_at", "id")`);
    for (const [name, columns, where] of INDEXES)
      await queryRunner.query(`CREATE INDEX "${name}" ON "spend_event" ${columns} ${where}`);
  }
}
