import { type Failure } from '@tollgate/core';
import { type UpstreamFault } from '@tollgate/llm';
import { afterFailure, type RouteState } from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { conditionsOf } from '../pipeline/route-conditions.js';
import { type Collected } from '../relay/collected-reply.js';
import { type StreamedReply } from '../relay/streamed-reply.js';
import { readEndpointReply } from '../relay/endpoint-reply.js';
import { readWholeReply, type WholeAnswer } from '../relay/whole-reply.js';
import { estimatedUsage } from '../settle/estimated-usage.js';
import { type Outcome } from '../send/sending.js';
import { type FlatHeaders } from '../send/upstream-headers.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';
import { attemptFault, clientFailure } from './client-failure.js';
import { filteredAnswer } from './filtered-answer.js';
import { noteBeginning, noteFault, noteReply } from './deployment-health.js';
import { quotaHeaders } from './quota-headers.js';
import { statusFault } from './reply-fault.js';

/** What to do about an attempt. */
export type Verdict =
  | { readonly type: 'deliver-whole'; readonly answer: WholeAnswer; readonly headers: FlatHeaders }
  | { readonly type: 'deliver-stream'; readonly reply: StreamedReply }
  | { readonly type: 'again'; readonly afterMs: number; readonly state: RouteState }
  | { readonly type: 'give-up'; readonly failure: Failure; readonly headers: readonly string[] }
  | { readonly type: 'client-gone' };

/** Deliver it, try again after a while, fall back to another group, or give up. */
export function judge(lane: Lane, call: Call, request: UpstreamRequest, outcome: Outcome): Verdict {
  if (call.clientGone) return { type: 'client-gone' };
  switch (outcome.type) {
    case 'client-gone':
      return outcome;
    case 'stream':
      noteBeginning(call);
      return { type: 'deliver-stream', reply: outcome };
    case 'fault':
      return failed(lane, call, request, outcome.fault);
    case 'whole':
      return judgeWhole(lane, call, request, outcome);
  }
}

function judgeWhole(lane: Lane, call: Call, request: UpstreamRequest, reply: Collected): Verdict {
  if (reply.status >= 300) return failed(lane, call, request, statusFault(request, reply), reply.headers);
  const answer =
    request.kind === 'chat'
      ? readWholeReply(reply.text, request, (seen) => estimatedUsage(call, seen))
      : readEndpointReply(reply, request, (seen) => estimatedUsage(call, seen));
  if ('class' in answer) return failed(lane, call, request, answer);
  noteReply(call, answer);
  const filtered = request.kind === 'chat' ? filteredAnswer(lane, call, answer) : null;
  if (filtered) return failed(lane, call, request, filtered);
  return { type: 'deliver-whole', answer, headers: reply.headers };
}

/** @param headers of the upstream's refusal. */
function failed(
  lane: Lane,
  call: Call,
  request: UpstreamRequest,
  fault: UpstreamFault,
  headers: FlatHeaders = [],
): Verdict {
  const { route } = call;
  if (!route) throw new Error('An attempt failed that routing does not know of.');
  if (request.usageAsked && refusesStreamOptions(fault)) {
    // Ours to correct, not the client's to see: asked again without, and remembered.
    lane.withoutStreamOptions.add(route.current.id);
    return { type: 'again', afterMs: 0, state: route };
  }
  const seen = attemptFault(fault);
  call.trace.ended(seen.class, seen.status, call.elapsedMs);
  call.firstFailure ??= clientFailure(fault, route.current.provider.label, call.settings);
  noteFault(call, route, seen);
  const decision = afterFailure(route, seen, conditionsOf(lane, call));
  if (decision.type === 'send') return { type: 'again', afterMs: decision.afterMs, state: decision.state };
  return {
    type: 'give-up',
    failure: failureOfCall(call, call.firstFailure, fault),
    headers: quotaHeaders(call, headers),
  };
}

function refusesStreamOptions(fault: UpstreamFault): boolean {
  return (
    (fault.status === 400 || fault.status === 422) &&
    /stream_options|include_usage/.test(`${fault.message} ${fault.param ?? ''}`)
  );
}

/** The group that was asked for failed first, and that is what the client is told; the last one only within that group. */
function failureOfCall(call: Call, first: Failure, last: UpstreamFault): Failure {
  const { route } = call;
  return route && route.fallbacks === 0
    ? clientFailure(last, route.current.provider.label, call.settings)
    : first;
}
