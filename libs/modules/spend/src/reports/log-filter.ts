import { createHash } from 'node:crypto';
import { ApiError } from '@tollgate/auth';
import { parseUsd, type SpendLogQuery } from '@tollgate/core';
import { Conditions } from './conditions.js';
import { parseInstant } from './instants.js';
import { addScope, type SpendScope } from '../scope/spend-scope.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A key as clients name it, `sk-…` or its hash, as the hash. */
export function keyHashOf(key: string): string {
  return key.startsWith('sk-') ? createHash('sha256').update(key).digest('hex') : key;
}

/** Conditions of the rows a caller may see; the beginning of every filter. */
export function withinScope(scope: SpendScope): Conditions {
  return addScope(new Conditions(), scope);
}

/** Adds: the row's own id, the id of the reply, or the call id. Each has an index. */
export function addRequestId(conditions: Conditions, requestId: string): Conditions {
  const ids = 'response_id = ? OR call_id = ?';
  return conditions.add(UUID.test(requestId) ? `(${ids} OR id = ?::text::uuid)` : `(${ids})`, requestId);
}

/** The filter of GET /spend/logs/v2. @throws ApiError (400) for dates and amounts that are none. */
export function logFilter(query: SpendLogQuery, scope: SpendScope): Conditions {
  const conditions = withinScope(scope)
    .addIfGiven('started_at >= ?', query.start_date && parseInstant(query.start_date, 'start_date'))
    .addIfGiven('started_at <= ?', query.end_date && endInstant(query.end_date))
    .addIfGiven('key_hash = ?', query.api_key && keyHashOf(query.api_key))
    .addIfGiven('key_alias = ?', query.key_alias)
    .addIfGiven("metadata ->> 'session_id' = ?", query.session_id)
    .addIfGiven('user_id = ?', query.user_id)
    .addIfGiven('team_id = ?', query.team_id)
    .addIfGiven('end_user_id = ?', query.end_user)
    .addIfGiven('(coalesce(sent_model, asked_model) = ? OR model_group = ?)', query.model)
    .addIfGiven('model_group = ?', query.model_group)
    .addIfGiven('deployment_id = ?', query.model_id)
    .addIfGiven(statusCondition(query.status_filter), query.status_filter)
    .addIfGiven('(http_status::text = ? OR error_class = ?)', query.error_code)
    .addIfGiven('position(lower(?) IN lower(error_message)) > 0', query.error_message)
    .addIfGiven('cost >= ?::numeric', pico(query.min_spend, 'min_spend'))
    .addIfGiven('cost <= ?::numeric', pico(query.max_spend, 'max_spend'))
    .addIfGiven('organization_id = ?', query.organization_id)
    .addIfGiven('provider = ?', query.provider)
    .addIfGiven(`(tags <> '{}' AND tags @> ARRAY[?::text])`, query.tag)
    .addIfGiven(`(status <> 'success' AND error_class = ?)`, query.error_class)
    .addIfGiven(`ended_at - started_at >= ? * interval '1 millisecond'`, query.min_duration_ms)
    .addIfGiven(`ended_at - started_at <= ? * interval '1 millisecond'`, query.max_duration_ms);
  // Both, so that the index of calls that were not priced at once is used.
  if (query.unpriced === true) conditions.addSql('charged IS NULL AND cost IS NULL');
  return query.request_id === undefined ? conditions : addRequestId(conditions, query.request_id);
}

/** Calls that were not answered have an index of their own. */
function statusCondition(status: SpendLogQuery['status_filter']): string {
  return status === undefined || status === 'success' ? 'status = ?' : `(status <> 'success' AND status = ?)`;
}

/** A day without a time means its whole. */
function endInstant(text: string): Date {
  const instant = parseInstant(text, 'end_date');
  return text.length === 10 ? new Date(instant.getTime() + 86_400_000 - 1) : instant;
}

function pico(dollars: number | undefined, parameter: string): string | null {
  if (dollars === undefined) return null;
  const amount = parseUsd(dollars);
  if (amount !== null) return amount.toString();
  throw new ApiError({
    class: 'BadRequestError',
    message: `${parameter} must be dollars.`,
    param: parameter,
  });
}
