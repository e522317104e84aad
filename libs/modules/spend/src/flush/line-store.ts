import { type PicoUsd, type Usage } from '@tollgate/core';
import { type LineBatch } from '@tollgate/journal';
import { type DataSource } from 'typeorm';
import { EVENT_LIMITS, type EventRecord } from './event-record.js';
import { chargeOwners, type StoredBatch } from './event-store.js';
import { type OwnedDelta } from './owner-totals.js';

/** A batch whose lines went to Postgres as they were. */
export interface StoredLines extends StoredBatch {
  /** Cost by key of the lines one process wrote, whether new or stored before; pico-USD. */
  readonly ownCosts: ReadonlyMap<string, PicoUsd>;
}

/** Member of a journal line, and the type it is read as. Numbers are read wide and cut to their column afterwards. */
const MEMBERS = {
  origin: 'text',
  id: 'uuid',
  callId: 'text',
  responseId: 'text',
  startedAt: 'numeric',
  endedAt: 'numeric',
  firstTokenMs: 'numeric',
  status: 'text',
  httpStatus: 'numeric',
  errorClass: 'text',
  errorMessage: 'text',
  callType: 'text',
  stream: 'boolean',
  askedModel: 'text',
  modelGroup: 'text',
  sentModel: 'text',
  provider: 'text',
  deploymentId: 'text',
  keyHash: 'text',
  keyAlias: 'text',
  userId: 'text',
  teamId: 'text',
  organizationId: 'text',
  projectId: 'text',
  endUserId: 'text',
  tags: 'text[]',
  metadata: 'jsonb',
  requesterIp: 'text',
  usage: 'jsonb',
  usageEstimated: 'boolean',
  cost: 'numeric',
  priceSource: 'text',
  priceVersion: 'text',
  attemptedRetries: 'numeric',
  attemptedFallbacks: 'numeric',
} as const;

const {
  nameMax,
  messageMax,
  ipMax,
  tagsMax,
  tokensMax,
  int4Max,
  costMax,
  earliest,
  latest,
  metadataBytesMax,
} = EVENT_LIMITS;

const name = (member: keyof typeof MEMBERS) => `left(e."${member}", ${nameMax})`;
const instant = (milliseconds: string) => `timestamptz 'epoch' + ${milliseconds} * interval '1 millisecond'`;
const whole = (value: string, max: number) => `least(greatest(trunc(coalesce(${value}, 0)), 0), ${max})`;
const tokens = (field: keyof Usage) =>
  `CASE WHEN e.usage IS NOT NULL THEN ${whole(`(e.usage->>'${field}')::numeric`, tokensMax)} END`;
const pieces = (field: keyof Usage) => `nullif(${whole(`(e.usage->>'${field}')::numeric`, tokensMax)}, 0)`;

/** Column of `spend_event` → how it is made of a line's members; the same values as `toEventRecord` makes. */
const COLUMNS: Readonly<Record<keyof EventRecord, string>> = {
  started_at: instant('e."startedAt"'),
  id: 'e.id',
  ended_at: instant('greatest(e."endedAt", e."startedAt")'),
  call_id: name('callId'),
  response_id: name('responseId'),
  first_token_ms: `CASE WHEN e."firstTokenMs" IS NOT NULL THEN ${whole('e."firstTokenMs"', int4Max)} END`,
  status: 'e.status',
  http_status: whole('e."httpStatus"', 999),
  error_class: name('errorClass'),
  error_message: `left(e."errorMessage", ${messageMax})`,
  call_type: name('callType'),
  stream: 'e.stream',
  asked_model: name('askedModel'),
  model_group: name('modelGroup'),
  sent_model: name('sentModel'),
  provider: name('provider'),
  deployment_id: name('deploymentId'),
  key_hash: 'e."keyHash"',
  key_alias: name('keyAlias'),
  user_id: name('userId'),
  team_id: name('teamId'),
  organization_id: name('organizationId'),
  project_id: name('projectId'),
  end_user_id: name('endUserId'),
  tags: 'e.tags',
  metadata: 'e.metadata',
  requester_ip: `left(e."requesterIp", ${ipMax})`,
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
  input_audio_seconds: `nullif(${whole(`round((e.usage->>'inputAudioSeconds')::numeric * 1000)`, tokensMax)}, 0) / 1000`,
  usage_estimated: 'e."usageEstimated"',
  cost: 'e.cost',
  price_source: name('priceSource'),
  price_version: name('priceVersion'),
  attempted_retries: whole('e."attemptedRetries"', int4Max),
  attempted_fallbacks: whole('e."attemptedFallbacks"', int4Max),
};

/** What a line must hold to be taken as it is. Anything else is for the careful way, which knows what to do with it. */
const SOUND = [
  'e.id IS NOT NULL AND e."callId" IS NOT NULL AND e."callType" IS NOT NULL AND e."askedModel" IS NOT NULL',
  'e.stream IS NOT NULL AND e."usageEstimated" IS NOT NULL',
  `e."startedAt" >= ${earliest} AND e."startedAt" < ${latest} AND e."endedAt" >= ${earliest} AND e."endedAt" < ${latest}`,
  `length(e."keyHash") <= ${nameMax}`,
  `e.status IN ('success', 'failure', 'cancelled')`,
  `(e.cost IS NULL OR (e.cost >= 0 AND e.cost <= ${costMax} AND e.cost = trunc(e.cost)))`,
  `(e.usage IS NULL OR jsonb_typeof(e.usage) = 'object')`,
  `cardinality(e.tags) <= ${tagsMax} AND NOT EXISTS (SELECT FROM unnest(e.tags) AS t WHERE t IS NULL OR length(t) > ${nameMax})`,
  `jsonb_typeof(e.metadata) = 'object' AND octet_length(e.metadata::text) <= ${metadataBytesMax}`,
].join('\n      AND ');

const COLUMN_NAMES = Object.keys(COLUMNS).join(', ');
const COLUMN_VALUES = Object.entries(COLUMNS)
  .map(([column, value]) => `${value} AS ${column}`)
  .join(', ');
const READ_AS = Object.entries(MEMBERS)
  .map(([member, type]) => `"${member}" ${type}`)
  .join(', ');

/** All lines or none: nothing is inserted, and `sound` is false, when one line is not as the gateway writes them. */
const STORE = `
  WITH e AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json) AS line (${READ_AS})
  ), checked AS (
    SELECT coalesce(bool_and(coalesce(${SOUND}, false)), true) AS sound FROM e
  ), inserted AS (
    INSERT INTO spend_event (${COLUMN_NAMES})
    SELECT ${COLUMN_NAMES} FROM (SELECT ${COLUMN_VALUES} FROM e, checked WHERE checked.sound) AS row
    ORDER BY started_at, id
    ON CONFLICT (started_at, id) DO NOTHING
    RETURNING started_at, ended_at, key_hash, user_id, team_id, organization_id, project_id, end_user_id, tags, asked_model,
              model_group, cost
  ), marked AS (
    INSERT INTO spend_pending_hour (hour)
    SELECT DISTINCT date_trunc('hour', started_at, 'UTC') FROM inserted
  ), deltas AS (
    SELECT key_hash AS hash, user_id AS "userId", team_id AS "teamId", organization_id AS "organizationId",
         project_id AS "projectId",
           end_user_id AS "endUserId", tags,
           asked_model AS "askedModel", model_group AS "modelGroup",
           coalesce(sum(cost), 0)::text AS spend, count(*)::int AS calls,
           count(*) FILTER (WHERE cost IS NULL)::int AS "unpricedCalls", max(ended_at) AS "lastActive"
    FROM inserted GROUP BY key_hash, user_id, team_id, organization_id, project_id, end_user_id, tags,
             asked_model, model_group, date_trunc('minute', ended_at)
    ORDER BY key_hash COLLATE "C"
  ), keys AS (
    SELECT "keyHash" AS hash, coalesce(sum(cost) FILTER (WHERE origin = $2), 0)::text AS own FROM e GROUP BY 1
  )
  SELECT (SELECT sound FROM checked),
         (SELECT coalesce(json_agg(deltas), '[]') FROM deltas) AS deltas,
         (SELECT coalesce(json_agg(keys), '[]') FROM keys) AS keys`;

interface StoreResult {
  sound: boolean;
  deltas: (Omit<OwnedDelta, 'lastActive'> & { lastActive: string })[];
  keys: { hash: string; own: string }[];
}

/** Ends the transaction without having stored anything. */
class Unsound extends Error {}

/**
 * The quick way into the ledger: the lines go to Postgres as the text they are, which reads, checks and inserts them, so
 * that a call costs this process next to nothing after it was answered. Takes the whole batch or nothing of it.
 * @param origin `origin` of the lines whose costs the caller wants to know.
 * @returns null when a line is not as the gateway writes them: the batch has to be looked at line by line.
 * @throws the driver's error, also for text Postgres cannot read; nothing is stored then.
 */
export async function storeLines(
  dataSource: DataSource,
  lines: LineBatch,
  origin: string,
): Promise<StoredLines | null> {
  try {
    return await dataSource.transaction(async (manager) => {
      const [result] = await manager.query<StoreResult[]>(STORE, [lines.toJsonList(), origin]);
      if (result?.sound !== true) throw new Unsound();
      const deltas = result.deltas.map((delta) => ({ ...delta, lastActive: new Date(delta.lastActive) }));
      const stored = await chargeOwners(
        manager,
        deltas,
        result.keys.map((key) => key.hash),
      );
      return { ...stored, ownCosts: new Map(result.keys.map(({ hash, own }) => [hash, BigInt(own)])) };
    });
  } catch (error) {
    if (error instanceof Unsound) return null;
    throw error;
  }
}
