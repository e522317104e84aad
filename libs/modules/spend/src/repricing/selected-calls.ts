import { type DataSource, type EntityManager } from 'typeorm';
import { Conditions } from '../reports/conditions.js';
import { USAGE_COLUMNS, type UsageColumns } from '../reports/stored-usage.js';
import { type RepricingSelection } from './repricing.js';

/** A call as re-pricing reads it; `cost` is what it costs by now, pico-USD. */
export interface SelectedCall extends UsageColumns {
  startedAt: Date;
  id: string;
  endedAt: Date;
  callType: string;
  askedModel: string;
  modelGroup: string | null;
  provider: string | null;
  sentModel: string | null;
  keyHash: string;
  userId: string | null;
  teamId: string | null;
  organizationId: string | null;
  projectId: string | null;
  endUserId: string | null;
  tags: string[];
  cost: string | null;
  priceSource: string | null;
}

/** Calls a batch: a transaction that holds the totals of their owners. */
export const BATCH_CALLS = 1_000;

const COLUMNS = `
  started_at AS "startedAt", id, ended_at AS "endedAt", call_type AS "callType", asked_model AS "askedModel",
  model_group AS "modelGroup", provider, sent_model AS "sentModel", key_hash AS "keyHash", user_id AS "userId",
  team_id AS "teamId", organization_id AS "organizationId", project_id AS "projectId", end_user_id AS "endUserId", tags, cost::text AS cost,
  price_source AS "priceSource", ${USAGE_COLUMNS}`;

/** The next calls of a selection that used anything, oldest first. */
export function nextCalls(
  database: Pick<DataSource | EntityManager, 'query'>,
  selection: RepricingSelection,
  after: Pick<SelectedCall, 'startedAt' | 'id'> | null,
): Promise<SelectedCall[]> {
  const conditions = new Conditions()
    .add('started_at >= ?::timestamptz', selection.from)
    .add('started_at < ?::timestamptz', selection.to)
    .addSql('input_tokens IS NOT NULL AND sent_model IS NOT NULL')
    .addIfGiven('provider = ?', selection.provider)
    .addIfGiven('sent_model = ?', selection.model)
    .addIfGiven('team_id = ?', selection.teamId)
    .addIfGiven('key_hash = ?', selection.keyHash);
  if (selection.onlyUnpriced) conditions.addSql('charged IS NULL AND cost IS NULL');
  if (after !== null) {
    const startedAt = conditions.parameter(after.startedAt);
    conditions.add(`(started_at, id) > (${startedAt}::timestamptz, ?::uuid)`, after.id);
  }
  return database.query<SelectedCall[]>(
    `SELECT ${COLUMNS} FROM spend_call ${conditions.where()} ORDER BY started_at, id LIMIT ${BATCH_CALLS}`,
    conditions.parameters,
  );
}
