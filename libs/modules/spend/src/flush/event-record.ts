import { type JsonObject, NO_USAGE, type SpendEvent, type Usage } from '@tollgate/core';
import { cleanMetadata, METADATA_BYTES_MAX } from './clean-metadata.js';
import { cleanText } from './clean-text.js';

/** One row of `spend_event` as JSON, member names = column names; money and times as text. */
export interface EventRecord {
  started_at: string;
  id: string;
  ended_at: string;
  call_id: string;
  response_id: string | null;
  first_token_ms: number | null;
  status: string;
  http_status: number;
  error_class: string | null;
  error_message: string | null;
  call_type: string;
  stream: boolean;
  asked_model: string;
  model_group: string | null;
  sent_model: string | null;
  provider: string | null;
  deployment_id: string | null;
  key_hash: string;
  key_alias: string | null;
  user_id: string | null;
  team_id: string | null;
  organization_id: string | null;
  project_id: string | null;
  end_user_id: string | null;
  tags: string[];
  metadata: JsonObject;
  requester_ip: string | null;
  input_tokens: number | null;
  cache_read_tokens: number | null;
  cache_write_tokens: number | null;
  cache_write_1h_tokens: number | null;
  input_audio_tokens: number | null;
  input_image_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  output_audio_tokens: number | null;
  search_requests: number | null;
  search_units: number | null;
  output_images: number | null;
  input_characters: number | null;
  input_audio_seconds: number | null;
  usage_estimated: boolean;
  cost: string | null;
  price_source: string | null;
  price_version: string | null;
  attempted_retries: number;
  attempted_fallbacks: number;
}

export type EventRecordResult = { ok: true; record: EventRecord } | { ok: false; reason: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const STATUSES: readonly unknown[] = ['success', 'failure', 'cancelled'];

/** Bounds of a row. */
export const EVENT_LIMITS = {
  nameMax: 256,
  messageMax: 2_000,
  ipMax: 64,
  tagsMax: 100,
  metadataBytesMax: METADATA_BYTES_MAX,
  /** What the numeric(38,0) column holds, with room left for sums. */
  costMax: 10n ** 30n,
  /** Far above any real call, and small enough that an hour's sum stays within a bigint. */
  tokensMax: 1_000_000_000_000,
  int4Max: 2_147_483_647,
  /** Years 2000 to 2199: a time outside is a broken clock, and would make partitions of its own. */
  earliest: Date.UTC(2000, 0),
  latest: Date.UTC(2200, 0),
} as const;

const { nameMax, messageMax, ipMax, tagsMax, costMax, tokensMax, int4Max, earliest, latest } = EVENT_LIMITS;

/**
 * The row of an event, made storable: bad characters replaced, every text, list and number within bounds. What makes the
 * row's identity or its money (id, time, key, status, cost) is never bent: a fault there refuses the event, with the reason.
 * The event may come from a journal of another version, so nothing about its types is taken for granted.
 */
export function toEventRecord(event: SpendEvent): EventRecordResult {
  const fault = identityFault(event);
  if (fault !== null) return { ok: false, reason: fault };
  return {
    ok: true,
    record: {
      ...callColumns(event),
      ...routeColumns(event),
      ...callerColumns(event),
      ...usageColumns(event.usage),
      usage_estimated: Boolean(event.usageEstimated),
      cost: event.cost === null ? null : event.cost.toString(),
      price_source: name(event.priceSource),
      price_version: name(event.priceVersion),
      attempted_retries: count(event.attemptedRetries, int4Max),
      attempted_fallbacks: count(event.attemptedFallbacks, int4Max),
    },
  };
}

function identityFault(event: SpendEvent): string | null {
  if (!UUID.test(event.id)) return 'id is no UUID';
  if (!isInstant(event.startedAt)) return 'startedAt is no time between the years 2000 and 2200';
  if (typeof event.keyHash !== 'string' || event.keyHash.length > nameMax) return 'keyHash is no key hash';
  if (!STATUSES.includes(event.status)) return 'status is unknown';
  if (event.cost !== null && typeof event.cost !== 'bigint') return 'cost is no integer';
  if (event.cost !== null && (event.cost < 0n || event.cost > costMax)) return 'cost is out of range';
  return null;
}

function callColumns(event: SpendEvent) {
  const endedAt = isInstant(event.endedAt) ? Math.max(event.endedAt, event.startedAt) : event.startedAt;
  return {
    started_at: new Date(event.startedAt).toISOString(),
    id: event.id.toLowerCase(),
    ended_at: new Date(endedAt).toISOString(),
    call_id: name(event.callId) ?? event.id,
    response_id: name(event.responseId),
    first_token_ms: event.firstTokenMs === null ? null : count(event.firstTokenMs, int4Max),
    status: event.status,
    http_status: count(event.httpStatus, 999),
    error_class: name(event.errorClass),
    error_message: text(event.errorMessage, messageMax),
    call_type: name(event.callType) ?? '',
    stream: Boolean(event.stream),
  };
}

function routeColumns(event: SpendEvent) {
  return {
    asked_model: name(event.askedModel) ?? '',
    model_group: name(event.modelGroup),
    sent_model: name(event.sentModel),
    provider: name(event.provider),
    deployment_id: name(event.deploymentId),
  };
}

function callerColumns(event: SpendEvent) {
  const tags: readonly unknown[] = Array.isArray(event.tags) ? event.tags : [];
  return {
    key_hash: cleanText(event.keyHash, nameMax),
    key_alias: name(event.keyAlias),
    user_id: name(event.userId),
    team_id: name(event.teamId),
    organization_id: name(event.organizationId),
    project_id: name(event.projectId),
    end_user_id: name(event.endUserId),
    tags: tags
      .slice(0, tagsMax)
      .map(name)
      .filter((tag) => tag !== null),
    metadata: cleanMetadata(event.metadata),
    requester_ip: text(event.requesterIp, ipMax),
  };
}

function usageColumns(usage: Usage | null) {
  const counted = usage === null ? null : { ...NO_USAGE, ...usage };
  const tokens = (field: keyof Usage) => (counted === null ? null : count(counted[field], tokensMax));
  const pieces = (field: keyof Usage) => tokens(field) || null;
  return {
    input_tokens: tokens('inputTokens'),
    cache_read_tokens: tokens('cacheReadTokens'),
    cache_write_tokens: tokens('cacheWriteTokens'),
    cache_write_1h_tokens: tokens('cacheWrite1hTokens'),
    input_audio_tokens: tokens('inputAudioTokens'),
    input_image_tokens: tokens('inputImageTokens'),
    output_tokens: tokens('outputTokens'),
    reasoning_tokens: tokens('reasoningTokens'),
    output_audio_tokens: tokens('outputAudioTokens'),
    search_requests: tokens('searchRequests'),
    search_units: pieces('searchUnits'),
    output_images: pieces('outputImages'),
    input_characters: pieces('inputCharacters'),
    input_audio_seconds: seconds(counted?.inputAudioSeconds),
  };
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && value >= earliest && value < latest;
}

/** To the millisecond, as it is charged; null for none. */
function seconds(value: unknown): number | null {
  return count(typeof value === 'number' ? Math.round(value * 1_000) : value, tokensMax) / 1_000 || null;
}

/** A whole number from 0 to `max`; anything that is no number counts as 0. */
function count(value: unknown, max: number): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return 0;
  return Math.min(Math.max(Math.trunc(value), 0), max);
}

function name(value: unknown): string | null {
  return text(value, nameMax);
}

function text(value: unknown, maxLength: number): string | null {
  return typeof value === 'string' ? cleanText(value, maxLength) : null;
}
