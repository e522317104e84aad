import { type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = `
  e.started_at, e.id, e.ended_at, e.call_id, e.response_id, e.first_token_ms, e.status, e.http_status,
  e.error_class, e.error_message, e.call_type, e.stream, e.asked_model, e.model_group, e.sent_model, e.provider,
  e.deployment_id, e.key_hash, e.key_alias, e.user_id, e.team_id, e.organization_id, e.end_user_id, e.tags,
  e.metadata, e.requester_ip, e.input_tokens, e.cache_read_tokens, e.cache_write_tokens, e.cache_write_1h_tokens,
  e.input_audio_tokens, e.input_image_tokens, e.output_tokens, e.reasoning_tokens, e.output_audio_tokens,
  e.search_requests, e.usage_estimated, e.price_source, e.attempted_retries, e.attempted_fallbacks,
  e.price_version, e.search_units, e.output_images, e.input_characters, e.input_audio_seconds,
  e.cost AS charged,
  CASE WHEN a.event_id IS NULL THEN e.cost ELSE coalesce(e.cost, 0) + a.amount END AS cost`;
const FROM = `
  FROM spend_event e
  LEFT JOIN spend_adjusted a ON a.event_started_at = e.started_at AND a.event_id = e.id`;

/** Calls, with their adjustments, tell the project they were made in. */
export class ProjectCalls1764009300000 implements MigrationInterface {
  name = 'ProjectCalls1764009300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE OR REPLACE VIEW "spend_call" AS SELECT ${COLUMNS}, e.project_id ${FROM}`);
  }

  /** A view loses no column in place. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW "spend_call"');
    await queryRunner.query(`CREATE VIEW "spend_call" AS SELECT ${COLUMNS} ${FROM}`);
  }
}
