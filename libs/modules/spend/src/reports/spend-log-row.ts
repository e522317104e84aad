import { type CallStatus, type SpendLogRow, toUsdNumber } from '@tollgate/core';
import { type SpendEventRow } from '../rows/index.js';
import { USAGE_COLUMNS } from './stored-usage.js';

/** A row of `spend_event` as the log reads it: everything but what no reader asks for. */
export type EventRecordRead = Omit<SpendEventRow, 'status'> & { status: CallStatus };

/** Select list that gives an `EventRecordRead`. */
export const EVENT_COLUMNS = `
  started_at AS "startedAt", id, ended_at AS "endedAt", call_id AS "callId", response_id AS "responseId",
  first_token_ms AS "firstTokenMs", status, http_status AS "httpStatus", error_class AS "errorClass",
  error_message AS "errorMessage", call_type AS "callType", stream, asked_model AS "askedModel",
  model_group AS "modelGroup", sent_model AS "sentModel", provider, deployment_id AS "deploymentId",
  key_hash AS "keyHash", key_alias AS "keyAlias", user_id AS "userId", team_id AS "teamId",
  organization_id AS "organizationId", end_user_id AS "endUserId", tags, metadata, requester_ip AS "requesterIp",
  ${USAGE_COLUMNS},
  usage_estimated AS "usageEstimated", cost, price_source AS "priceSource", price_version AS "priceVersion",
  attempted_retries AS "attemptedRetries", attempted_fallbacks AS "attemptedFallbacks"`;

/** The stored row as the API shows it. `request_id` is the id the client saw in the reply, else its call id. */
export function toSpendLogRow(event: EventRecordRead): SpendLogRow {
  const promptTokens = Number(event.inputTokens ?? 0);
  const completionTokens = Number(event.outputTokens ?? 0);
  return {
    id: event.id,
    request_id: event.responseId ?? event.callId,
    call_type: event.callType,
    api_key: event.keyHash,
    spend: event.cost === null ? null : toUsdNumber(BigInt(event.cost)),
    total_tokens: promptTokens + completionTokens,
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    startTime: event.startedAt.toISOString(),
    endTime: event.endedAt.toISOString(),
    completionStartTime: firstTokenAt(event),
    request_duration_ms: event.endedAt.getTime() - event.startedAt.getTime(),
    model: event.sentModel ?? event.askedModel,
    model_id: event.deploymentId,
    model_group: event.modelGroup ?? event.askedModel,
    custom_llm_provider: event.provider,
    user: event.userId ?? '',
    end_user: event.endUserId ?? '',
    team_id: event.teamId,
    request_tags: event.tags,
    requester_ip_address: event.requesterIp,
    session_id: sessionOf(event),
    // Replies are not cached yet; LiteLLM's tools expect the texts.
    cache_hit: 'False',
    cache_key: 'Cache OFF',
    status: event.status,
    metadata: metadataOf(event),
  };
}

function firstTokenAt(event: EventRecordRead): string | null {
  if (event.firstTokenMs === null) return null;
  return new Date(event.startedAt.getTime() + event.firstTokenMs).toISOString();
}

function sessionOf(event: EventRecordRead): string | null {
  const id = event.metadata['session_id'];
  return typeof id === 'string' ? id : null;
}

/** What the caller sent, and over it what the gateway knows: a caller cannot forge the gateway's own members. */
function metadataOf(event: EventRecordRead): Record<string, unknown> {
  return {
    ...event.metadata,
    user_api_key: event.keyHash,
    user_api_key_alias: event.keyAlias,
    user_api_key_team_id: event.teamId,
    user_api_key_org_id: event.organizationId,
    user_api_key_user_id: event.userId,
    requester_ip_address: event.requesterIp,
    litellm_call_id: event.callId,
    requested_model: event.askedModel,
    stream: event.stream,
    attempted_retries: event.attemptedRetries,
    attempted_fallbacks: event.attemptedFallbacks,
    usage_object: usageObjectOf(event),
    usage_estimated: event.usageEstimated,
    price_source: event.priceSource,
    price_version: event.priceVersion,
    error_information: errorOf(event),
  };
}

function usageObjectOf(event: EventRecordRead): Record<string, unknown> | null {
  if (event.inputTokens === null) return null;
  return {
    prompt_tokens: Number(event.inputTokens),
    completion_tokens: Number(event.outputTokens),
    total_tokens: Number(event.inputTokens) + Number(event.outputTokens),
    prompt_tokens_details: {
      cached_tokens: Number(event.cacheReadTokens),
      audio_tokens: Number(event.inputAudioTokens),
      image_tokens: Number(event.inputImageTokens),
    },
    completion_tokens_details: {
      reasoning_tokens: Number(event.reasoningTokens),
      audio_tokens: Number(event.outputAudioTokens),
    },
    cache_read_input_tokens: Number(event.cacheReadTokens),
    cache_creation_input_tokens: Number(event.cacheWriteTokens) + Number(event.cacheWrite1hTokens),
    cache_creation: {
      ephemeral_5m_input_tokens: Number(event.cacheWriteTokens),
      ephemeral_1h_input_tokens: Number(event.cacheWrite1hTokens),
    },
    server_tool_use: { web_search_requests: Number(event.searchRequests) },
  };
}

function errorOf(event: EventRecordRead): Record<string, unknown> | null {
  if (event.status === 'success') return null;
  return {
    error_code: String(event.httpStatus),
    error_class: event.errorClass,
    error_message: event.errorMessage,
    llm_provider: event.provider,
  };
}
