import { type SpendEvent, toUsdNumber } from '@tollgate/core';
import { type CallRecord } from './call-record.js';

export function recordOf(event: SpendEvent, metadata: CallRecord['metadata']): CallRecord {
  return {
    callId: event.callId,
    model: event.askedModel,
    sentModel: event.sentModel,
    provider: event.provider,
    deploymentId: event.deploymentId,
    stream: event.stream,
    status: event.status,
    errorClass: event.errorClass,
    errorMessage: event.errorMessage,
    startedAt: new Date(event.startedAt),
    endedAt: new Date(event.endedAt),
    firstTokenMs: event.firstTokenMs,
    usage: event.usage,
    usageEstimated: event.usageEstimated,
    cost: event.cost === null ? null : toUsdNumber(event.cost),
    retries: event.attemptedRetries,
    fallbacks: event.attemptedFallbacks,
    user: event.endUserId,
    tags: event.tags,
    metadata,
  };
}
