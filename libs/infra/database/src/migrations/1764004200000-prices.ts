import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Prices that admins set, and calls that were priced anew: jobs, and what each call differs by. */
export class Prices1764004200000 implements MigrationInterface {
  name = 'Prices1764004200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "model_price" (
        "id" uuid NOT NULL,
        "provider" text NOT NULL,
        "model" text NOT NULL,
        "valid_from" timestamp(3) with time zone NOT NULL,
        "valid_to" timestamp(3) with time zone,
        "prices" jsonb NOT NULL,
        "origin" text NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "withdrawn_at" timestamp(3) with time zone,
        "withdrawn_by" text,
        CONSTRAINT "model_price_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "model_price_model" ON "model_price" ("provider", "model", "created_at")`,
    );
    await queryRunner.query(`
      CREATE TABLE "spend_repricing" (
        "id" uuid NOT NULL,
        "status" text NOT NULL,
        "selection" jsonb NOT NULL,
        "reason" text NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "approved_at" timestamp(3) with time zone,
        "approved_by" text,
        "finished_at" timestamp(3) with time zone,
        "leased_until" timestamp(3) with time zone,
        "attempts" smallint NOT NULL,
        "preview" jsonb,
        "outcome" jsonb,
        "error" text,
        CONSTRAINT "spend_repricing_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(
      `CREATE INDEX "spend_repricing_created" ON "spend_repricing" ("created_at", "id")`,
    );
    await queryRunner.query(`
      CREATE TABLE "spend_adjustment" (
        "event_started_at" timestamp(3) with time zone NOT NULL,
        "event_id" uuid NOT NULL,
        "repricing_id" uuid NOT NULL,
        "amount" numeric(38,0) NOT NULL,
        "cost" numeric(38,0) NOT NULL,
        "was_unpriced" boolean NOT NULL,
        "price_source" text NOT NULL,
        "price_version" text,
        "created_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "spend_adjustment_pkey" PRIMARY KEY ("event_started_at", "event_id", "repricing_id")
      )`);
    // What the adjustments of a call come to: at most one row a call, so that a join never makes two of one.
    await queryRunner.query(`
      CREATE TABLE "spend_adjusted" (
        "event_started_at" timestamp(3) with time zone NOT NULL,
        "event_id" uuid NOT NULL,
        "amount" numeric(38,0) NOT NULL,
        CONSTRAINT "spend_adjusted_pkey" PRIMARY KEY ("event_started_at", "event_id")
      )`);
    // One row a call, like spend_event: what was charged, and what it costs by now.
    await queryRunner.query(`
      CREATE VIEW "spend_call" AS
      SELECT e.started_at, e.id, e.ended_at, e.call_id, e.response_id, e.first_token_ms, e.status, e.http_status,
        e.error_class, e.error_message, e.call_type, e.stream, e.asked_model, e.model_group, e.sent_model, e.provider,
        e.deployment_id, e.key_hash, e.key_alias, e.user_id, e.team_id, e.organization_id, e.end_user_id, e.tags,
        e.metadata, e.requester_ip, e.input_tokens, e.cache_read_tokens, e.cache_write_tokens, e.cache_write_1h_tokens,
        e.input_audio_tokens, e.input_image_tokens, e.output_tokens, e.reasoning_tokens, e.output_audio_tokens,
        e.search_requests, e.usage_estimated, e.price_source, e.attempted_retries, e.attempted_fallbacks,
        e.price_version, e.search_units, e.output_images, e.input_characters, e.input_audio_seconds,
        e.cost AS charged,
        CASE WHEN a.event_id IS NULL THEN e.cost ELSE coalesce(e.cost, 0) + a.amount END AS cost
      FROM spend_event e
      LEFT JOIN spend_adjusted a ON a.event_started_at = e.started_at AND a.event_id = e.id`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW "spend_call"');
    for (const table of ['spend_adjusted', 'spend_adjustment', 'spend_repricing', 'model_price'])
      await queryRunner.query(`DROP TABLE "${table}"`);
  }
}
