import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One call, as stored: the table of core's SpendEvent. Written once, never updated. Money is pico-USD; `NUMERIC` and
 * `bigint` columns arrive as decimal text. The time is part of the key because the table is partitioned by month.
 */
@Entity({ name: 'spend_event' })
@Index('spend_event_id', ['id'])
@Index('spend_event_call_id', ['callId'])
@Index('spend_event_response_id', ['responseId'], { where: '"response_id" IS NOT NULL' })
@Index('spend_event_key', ['keyHash', 'startedAt', 'id'])
@Index('spend_event_end_user', ['endUserId', 'startedAt', 'id'], { where: '"end_user_id" IS NOT NULL' })
@Index('spend_event_team', ['teamId', 'startedAt', 'id'], { where: '"team_id" IS NOT NULL' })
@Index('spend_event_user', ['userId', 'startedAt', 'id'], { where: '"user_id" IS NOT NULL' })
@Index('spend_event_model', ['modelGroup', 'startedAt', 'id'], { where: '"model_group" IS NOT NULL' })
@Index('spend_event_not_answered', ['startedAt', 'id'], { where: `"status" <> 'success'` })
@Index('spend_event_unpriced', ['startedAt', 'id'], { where: '"cost" IS NULL' })
@Index('spend_event_tags', { synchronize: false })
export class SpendEventRow {
  @PrimaryColumn({
    name: 'started_at',
    type: 'timestamptz',
    precision: 3,
    primaryKeyConstraintName: 'spend_event_pkey',
  })
  startedAt!: Date;
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'spend_event_pkey' }) id!: string;
  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3 }) endedAt!: Date;
  @Column({ name: 'call_id', type: 'text' }) callId!: string;
  @Column({ name: 'response_id', type: 'text', nullable: true }) responseId!: string | null;
  @Column({ name: 'first_token_ms', type: 'integer', nullable: true }) firstTokenMs!: number | null;
  @Column({ type: 'text' }) status!: string;
  @Column({ name: 'http_status', type: 'smallint' }) httpStatus!: number;
  @Column({ name: 'error_class', type: 'text', nullable: true }) errorClass!: string | null;
  @Column({ name: 'error_message', type: 'text', nullable: true }) errorMessage!: string | null;

  @Column({ name: 'call_type', type: 'text' }) callType!: string;
  @Column({ type: 'boolean' }) stream!: boolean;
  @Column({ name: 'asked_model', type: 'text' }) askedModel!: string;
  @Column({ name: 'model_group', type: 'text', nullable: true }) modelGroup!: string | null;
  @Column({ name: 'sent_model', type: 'text', nullable: true }) sentModel!: string | null;
  @Column({ type: 'text', nullable: true }) provider!: string | null;
  @Column({ name: 'deployment_id', type: 'text', nullable: true }) deploymentId!: string | null;

  @Column({ name: 'key_hash', type: 'text' }) keyHash!: string;
  @Column({ name: 'key_alias', type: 'text', nullable: true }) keyAlias!: string | null;
  @Column({ name: 'user_id', type: 'text', nullable: true }) userId!: string | null;
  @Column({ name: 'team_id', type: 'text', nullable: true }) teamId!: string | null;
  @Column({ name: 'organization_id', type: 'text', nullable: true }) organizationId!: string | null;
  @Column({ name: 'project_id', type: 'text', nullable: true }) projectId!: string | null;
  @Column({ name: 'end_user_id', type: 'text', nullable: true }) endUserId!: string | null;
  @Column({ type: 'text', array: true }) tags!: string[];
  @Column({ type: 'jsonb' }) metadata!: Record<string, unknown>;
  @Column({ name: 'requester_ip', type: 'text', nullable: true }) requesterIp!: string | null;

  @Column({ name: 'input_tokens', type: 'bigint', nullable: true }) inputTokens!: string | null;
  @Column({ name: 'cache_read_tokens', type: 'bigint', nullable: true }) cacheReadTokens!: string | null;
  @Column({ name: 'cache_write_tokens', type: 'bigint', nullable: true }) cacheWriteTokens!: string | null;
  @Column({ name: 'cache_write_1h_tokens', type: 'bigint', nullable: true }) cacheWrite1hTokens!:
    string | null;
  @Column({ name: 'input_audio_tokens', type: 'bigint', nullable: true }) inputAudioTokens!: string | null;
  @Column({ name: 'input_image_tokens', type: 'bigint', nullable: true }) inputImageTokens!: string | null;
  @Column({ name: 'output_tokens', type: 'bigint', nullable: true }) outputTokens!: string | null;
  @Column({ name: 'reasoning_tokens', type: 'bigint', nullable: true }) reasoningTokens!: string | null;
  @Column({ name: 'output_audio_tokens', type: 'bigint', nullable: true }) outputAudioTokens!: string | null;
  @Column({ name: 'search_requests', type: 'bigint', nullable: true }) searchRequests!: string | null;
  @Column({ name: 'usage_estimated', type: 'boolean' }) usageEstimated!: boolean;
  /** Pico-USD; null: unpriced. */
  @Column({ type: 'numeric', precision: 38, scale: 0, nullable: true }) cost!: string | null;
  @Column({ name: 'price_source', type: 'text', nullable: true }) priceSource!: string | null;
  @Column({ name: 'attempted_retries', type: 'integer' }) attemptedRetries!: number;
  @Column({ name: 'attempted_fallbacks', type: 'integer' }) attemptedFallbacks!: number;
  @Column({ name: 'price_version', type: 'text', nullable: true }) priceVersion!: string | null;
  @Column({ name: 'search_units', type: 'bigint', nullable: true }) searchUnits!: string | null;
  @Column({ name: 'output_images', type: 'bigint', nullable: true }) outputImages!: string | null;
  @Column({ name: 'input_characters', type: 'bigint', nullable: true }) inputCharacters!: string | null;
  @Column({ name: 'input_audio_seconds', type: 'numeric', precision: 15, scale: 3, nullable: true })
  inputAudioSeconds!: string | null;
}
