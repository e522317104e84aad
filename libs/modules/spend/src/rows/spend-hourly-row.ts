import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * The events of one UTC hour, summed by who, what and how it ended. An hour is always replaced as a whole, so a row's
 * identity is its position within the hour; below 0 once the events are gone (see partitions/retention.ts). End users and tags are not dimensions: they may be as many as the events.
 */
@Entity({ name: 'spend_hourly' })
@Index('spend_hourly_key', ['keyHash', 'hour'])
export class SpendHourlyRow {
  @PrimaryColumn({ type: 'timestamptz', precision: 0, primaryKeyConstraintName: 'spend_hourly_pkey' })
  hour!: Date;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'spend_hourly_pkey' }) position!: number;
  @Column({ name: 'key_hash', type: 'text' }) keyHash!: string;
  /** The alias the key had last in this hour; kept for keys that are gone by now. Not a dimension. */
  @Column({ name: 'key_alias', type: 'text', nullable: true }) keyAlias!: string | null;
  @Column({ name: 'user_id', type: 'text', nullable: true }) userId!: string | null;
  @Column({ name: 'team_id', type: 'text', nullable: true }) teamId!: string | null;
  @Column({ name: 'organization_id', type: 'text', nullable: true }) organizationId!: string | null;
  /** The model that was sent upstream; the asked one when nothing was sent. */
  @Column({ type: 'text' }) model!: string;
  @Column({ name: 'model_group', type: 'text', nullable: true }) modelGroup!: string | null;
  @Column({ type: 'text', nullable: true }) provider!: string | null;
  @Column({ name: 'call_type', type: 'text' }) callType!: string;
  @Column({ type: 'text' }) status!: string;

  @Column({ type: 'bigint' }) calls!: string;
  /** Calls whose price is unknown: `spend` does not hold them. */
  @Column({ name: 'unpriced_calls', type: 'bigint' }) unpricedCalls!: string;
  /** Calls whose tokens the gateway counted because the provider told none. */
  @Column({ name: 'estimated_calls', type: 'bigint' }) estimatedCalls!: string;
  /** Pico-USD. */
  @Column({ type: 'numeric', precision: 38, scale: 0 }) spend!: string;
  @Column({ name: 'input_tokens', type: 'bigint' }) inputTokens!: string;
  @Column({ name: 'cache_read_tokens', type: 'bigint' }) cacheReadTokens!: string;
  /** Cache writes of every lifetime. */
  @Column({ name: 'cache_write_tokens', type: 'bigint' }) cacheWriteTokens!: string;
  @Column({ name: 'output_tokens', type: 'bigint' }) outputTokens!: string;
  @Column({ name: 'reasoning_tokens', type: 'bigint' }) reasoningTokens!: string;
  @Column({ name: 'duration_ms', type: 'bigint' }) durationMs!: string;
}
