import { type SpendLogRow } from '@tollgate/core';
import { isRecord } from '../../shared/api/json-shape.js';

/** What the log's free-form metadata says of a call, read leniently: null is "not said". */
export interface LogDetails {
  keyAlias: string | null;
  requestedModel: string | null;
  callId: string | null;
  stream: boolean | null;
  retries: number | null;
  fallbacks: number | null;
  cachedTokens: number;
  cacheWriteTokens: number;
  reasoningTokens: number;
  usageEstimated: boolean;
  priceSource: string | null;
  error: { code: string | null; class: string | null; message: string | null } | null;
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export function readLogDetails({ metadata, status }: SpendLogRow): LogDetails {
  const usage = record(metadata.usage_object);
  const error = record(metadata.error_information);
  return {
    keyAlias: text(metadata.user_api_key_alias),
    requestedModel: text(metadata.requested_model),
    callId: text(metadata.litellm_call_id),
    stream: typeof metadata.stream === 'boolean' ? metadata.stream : null,
    retries: number(metadata.attempted_retries),
    fallbacks: number(metadata.attempted_fallbacks),
    cachedTokens: number(usage.cache_read_input_tokens) ?? 0,
    cacheWriteTokens: number(usage.cache_creation_input_tokens) ?? 0,
    reasoningTokens: number(record(usage.completion_tokens_details).reasoning_tokens) ?? 0,
    usageEstimated: metadata.usage_estimated === true,
    priceSource: text(metadata.price_source),
    error:
      status === 'success'
        ? null
        : {
            code: text(error.error_code),
            class: text(error.error_class),
            message: text(error.error_message),
          },
  };
}

/** Milliseconds until the first content; null when there was none. */
export function firstTokenMs(row: SpendLogRow): number | null {
  if (row.completionStartTime === null) return null;
  const ms = Date.parse(row.completionStartTime) - Date.parse(row.startTime);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
