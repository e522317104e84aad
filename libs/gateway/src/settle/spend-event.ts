import { type Failure, type PicoUsd, type SpendEvent, statusOf, type Usage } from '@tollgate/core';
import { CALL_TYPES, costOf, coversUsage } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';
import { tagsOf } from '../authorize/attribute.js';
import { type Call } from '../pipeline/call.js';
import { cleanText } from '../decode/clean-text.js';

const LONGEST_MESSAGE = 2_000;

/** How a call ended, and what it used. */
export interface Ending {
  readonly status: SpendEvent['status'];
  readonly failure: Failure | null;
  /** Null: nothing was used. */
  readonly usage: Usage | null;
  /** Counted by the gateway, because the upstream gave none. */
  readonly usageEstimated: boolean;
  readonly responseId: string | null;
  readonly firstTokenMs: number | null;
}

/** What was nothing costs nothing; what has no known price has no known cost. */
export function costOfCall(
  call: Call,
  usage: Usage | null,
  deployment: Deployment | null = call.deployment,
): PicoUsd | null {
  if (!usage) return 0n;
  if (isUnmeasured(call, usage, deployment)) return null;
  const prices = deployment?.prices;
  if (!prices || !coversUsage(prices, usage)) return null;
  return costOf(usage, prices, prices.periods === undefined ? null : new Date(call.startedAt));
}

/** Where the prices of a call come from; nothing, where nothing was used or no price is known. */
export function priceOrigin(
  usage: Usage | null,
  deployment: Deployment | null,
): Pick<SpendEvent, 'priceSource' | 'priceVersion'> {
  const prices = usage === null ? null : (deployment?.prices ?? null);
  return { priceSource: prices?.source ?? null, priceVersion: prices?.version ?? null };
}

/** A recording whose length nobody told has no known cost. */
function isUnmeasured({ decoded }: Call, usage: Usage, deployment: Deployment | null): boolean {
  const isRecording = decoded.operation === 'transcriptions' || decoded.operation === 'translations';
  if (!isRecording || (deployment?.prices?.perRequest ?? 0n) > 0n) return false;
  return usage.inputTokens === 0 && usage.inputAudioSeconds === undefined;
}

/** The one row of a call. */
export function spendEvent(
  call: Call,
  ending: Ending,
  cost: PicoUsd | null,
  metadata: SpendEvent['metadata'] = metadataOf(call, ending),
): SpendEvent {
  const { decoded, key, route, deployment } = call;
  const failure = ending.failure;
  return {
    id: call.id,
    callId: call.callId,
    responseId: ending.responseId,
    startedAt: call.startedAt,
    endedAt: Date.now(),
    firstTokenMs: ending.firstTokenMs,
    status: ending.status,
    httpStatus: failure ? statusOf(failure) : 200,
    errorClass: failure?.class ?? null,
    errorMessage: failure ? cleanText(failure.message, LONGEST_MESSAGE) : null,
    callType: CALL_TYPES[decoded.operation],
    stream: decoded.stream,
    askedModel: cleanText(decoded.askedModel, 256),
    modelGroup: call.group,
    sentModel: call.sentModel,
    provider: deployment?.provider.id ?? null,
    deploymentId: deployment?.id ?? null,
    keyHash: key.hash,
    keyAlias: key.alias,
    userId: key.userId,
    teamId: key.teamId,
    organizationId: key.organizationId,
    projectId: key.projectId ?? null,
    endUserId: decoded.options.endUser,
    tags: tagsOf(call),
    metadata,
    requesterIp: call.req.socket.remoteAddress ?? null,
    usage: ending.usage,
    usageEstimated: ending.usageEstimated,
    cost,
    ...priceOrigin(ending.usage, deployment),
    attemptedRetries: route?.retries ?? 0,
    attemptedFallbacks: route?.fallbacks ?? 0,
  };
}

/** What the caller wants kept, and why the call went where it went. */
function metadataOf(call: Call, { status, failure }: Ending): Readonly<Record<string, unknown>> {
  const { decoded, settings, trace, sentModel, route } = call;
  // Refused by a limit of its key before anything was sent: nothing was decided that mattered.
  if (route !== null && sentModel === null) return decoded.options.metadata;
  const outcome = status === 'success' ? 'answered' : status === 'cancelled' ? status : failure?.class;
  if (outcome !== undefined) trace.ended(outcome, null, call.elapsedMs);
  const routing = trace.record(settings.table);
  return routing === null ? decoded.options.metadata : { ...decoded.options.metadata, routing };
}
