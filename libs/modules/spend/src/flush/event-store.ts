import { type PicoUsd } from '@tollgate/core';
import { type DataSource, type EntityManager } from 'typeorm';
import { type EventRecord } from './event-record.js';
import { addToTotals, readBalances, sumByKey } from './key-totals.js';
import { addToNamed } from './named-totals.js';
import { addToOwners, type OwnedDelta } from './owner-totals.js';
import { addToWindows } from './window-totals.js';

/** What a committed batch changed, and where its keys stand now. */
export interface StoredBatch {
  /** Rows that were new; the others had been stored before. */
  inserted: number;
  /** Spend in force of every key in the batch, as of the commit. */
  balances: ReadonlyMap<string, PicoUsd>;
}

const COLUMNS: readonly (keyof EventRecord)[] = [
  'started_at',
  'id',
  'ended_at',
  'call_id',
  'response_id',
  'first_token_ms',
  'status',
  'http_status',
  'error_class',
  'error_message',
  'call_type',
  'stream',
  'asked_model',
  'model_group',
  'sent_model',
  'provider',
  'deployment_id',
  'key_hash',
  'key_alias',
  'user_id',
  'team_id',
  'organization_id',
  'project_id',
  'end_user_id',
  'tags',
  'metadata',
  'requester_ip',
  'input_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'input_audio_tokens',
  'input_image_tokens',
  'output_tokens',
  'reasoning_tokens',
  'output_audio_tokens',
  'search_requests',
  'usage_estimated',
  'cost',
  'price_source',
  'attempted_retries',
  'attempted_fallbacks',
  'price_version',
  'search_units',
  'output_images',
  'input_characters',
  'input_audio_seconds',
];

/** Inserts what is new, marks the hours it touches, and returns what each key and its owners have to be charged. */
const INSERT = `
  WITH inserted AS (
    INSERT INTO spend_event (${COLUMNS.join(', ')})
    SELECT ${COLUMNS.join(', ')} FROM json_populate_recordset(NULL::spend_event, $1::json)
    ON CONFLICT (started_at, id) DO NOTHING
    RETURNING started_at, ended_at, key_hash, user_id, team_id, organization_id, project_id, end_user_id, tags, asked_model,
              model_group, cost
  ), marked AS (
    INSERT INTO spend_pending_hour (hour)
    SELECT DISTINCT date_trunc('hour', started_at, 'UTC') FROM inserted
  )
  SELECT key_hash AS hash, user_id AS "userId", team_id AS "teamId", organization_id AS "organizationId",
         project_id AS "projectId",
         end_user_id AS "endUserId", tags,
         asked_model AS "askedModel", model_group AS "modelGroup",
         coalesce(sum(cost), 0)::text AS spend, count(*)::int AS calls,
         count(*) FILTER (WHERE cost IS NULL)::int AS "unpricedCalls", max(ended_at) AS "lastActive"
  FROM inserted GROUP BY key_hash, user_id, team_id, organization_id, project_id, end_user_id, tags,
           asked_model, model_group, date_trunc('minute', ended_at)
  ORDER BY key_hash COLLATE "C"`;

/**
 * Stores a batch in one transaction: events, marks of pending hours, totals of keys. Only rows really inserted count
 * towards the totals, so storing the same events again changes nothing. Rows go in by time and id, totals by hash, owners
 * by id:
 * one order for every process, so that two flushers wait for each other but never deadlock.
 * @throws the driver's error; nothing of the batch is stored then.
 */
export async function storeEvents(
  dataSource: DataSource,
  rows: readonly EventRecord[],
): Promise<StoredBatch> {
  const ordered = [...rows].sort((a, b) => compare(a.started_at, b.started_at) || compare(a.id, b.id));
  const hashes = [...new Set(rows.map((row) => row.key_hash))];
  return dataSource.transaction(async (manager) => {
    return chargeOwners(manager, await insertRows(manager, ordered), hashes);
  });
}

/** Charges what was inserted to keys, their owners and what calls name, and reads where the batch's keys stand now. */
export async function chargeOwners(
  manager: EntityManager,
  deltas: readonly OwnedDelta[],
  hashes: readonly string[],
): Promise<StoredBatch> {
  await addToTotals(manager, sumByKey(deltas));
  await addToOwners(manager, deltas);
  await addToNamed(manager, deltas);
  await addToWindows(manager, deltas);
  return {
    inserted: deltas.reduce((sum, delta) => sum + delta.calls, 0),
    balances: await readBalances(manager, hashes),
  };
}

async function insertRows(manager: EntityManager, rows: readonly EventRecord[]): Promise<OwnedDelta[]> {
  return manager.query<OwnedDelta[]>(INSERT, [JSON.stringify(rows)]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
