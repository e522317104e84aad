import { type Usage } from '@tollgate/core';
import { attemptFault, clientFailure } from '../judge/client-failure.js';
import { noteFault } from '../judge/deployment-health.js';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { CLIENT_GONE } from '../pipeline/refusals.js';
import { costOfCall } from '../settle/spend-event.js';
import { estimatedUsage } from '../settle/estimated-usage.js';
import { settle } from '../settle/settle.js';
import { type FlatHeaders, headerOf } from '../send/upstream-headers.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';
import { ClientSink } from './client-sink.js';
import { UNWRITTEN } from './relay-whole.js';
import { headerText, responseHeaders } from './response-headers.js';
import { type StreamedReply, type StreamEnding } from './streamed-reply.js';

/** Relays a stream to its end. Its last frames wait until the event is written. */
export async function relayStream(
  lane: Lane,
  call: Call,
  request: UpstreamRequest,
  reply: StreamedReply,
): Promise<void> {
  // One that is complete already goes out at once, with its end.
  if (!reply.isHeldWhole) {
    beginStream(lane, call, reply.headers, contentTypeOf(reply));
    reply.flowTo(new ClientSink(call.res, () => reply.drained()));
  }
  const ending = await reply.ending;
  settleStream(lane, call, request, reply, ending);
}

const EVENT_STREAM = 'text/event-stream; charset=utf-8';

/** Bytes that are no events are of the kind the upstream says. */
function contentTypeOf({ relay, headers }: StreamedReply): string {
  if (relay.media === 'events') return EVENT_STREAM;
  return headerText(headerOf(headers, 'content-type') ?? 'application/octet-stream');
}

/** Sends the head of a streamed answer. */
export function beginStream(
  lane: Lane,
  call: Call,
  upstream: FlatHeaders,
  contentType: string = EVENT_STREAM,
): void {
  if (call.res.destroyed) return;
  const headers = responseHeaders(call, upstream, null, lane.ports.ledger.keySpend(call.key));
  headers.push('content-type', contentType, 'cache-control', 'no-cache');
  headers.push('x-accel-buffering', 'no');
  call.res.writeHead(200, headers);
}

function settleStream(
  lane: Lane,
  call: Call,
  request: UpstreamRequest,
  reply: StreamedReply,
  ending: StreamEnding,
): void {
  const { relay } = reply;
  const gone = call.clientGone;
  const failure = gone
    ? CLIENT_GONE
    : ending.type === 'fault'
      ? clientFailure(ending.fault, providerOf(call), call.settings)
      : null;
  if (failure) call.sending?.attempt.cancel();
  if (ending.type === 'fault' && !gone && call.route) noteFault(call, call.route, attemptFault(ending.fault));
  const { usage, estimated } = usageOf(call, reply, failure === null);
  const settled = {
    status: gone ? 'cancelled' : failure ? 'failure' : 'success',
    failure,
    usage,
    usageEstimated: estimated,
    responseId: relay.responseId,
    firstTokenMs:
      reply.firstContentTick === null ? null : Math.round(reply.firstContentTick - call.startedTick),
  } as const;
  settle(lane.ports, call, settled, costOfCall(call, usage), (error) => {
    if (call.res.destroyed) return;
    if (!call.res.headersSent) beginStream(lane, call, reply.headers, contentTypeOf(reply));
    const failed = failure ?? (error ? UNWRITTEN : null);
    // What is not made of events has no other way to say that it is not whole.
    if (failed && relay.media === 'bytes') return void call.res.destroy();
    call.res.end(reply.takeHeld() + (failed ? relay.fail(failed) : relay.end(usage)), relay.encoding);
  });
}

function usageOf(call: Call, { relay }: StreamedReply, whole: boolean): { usage: Usage; estimated: boolean } {
  if (relay.usage && whole) return { usage: relay.usage, estimated: false };
  const counted = estimatedUsage(call, relay.seenTokens());
  if (!relay.usage) return { usage: counted, estimated: true };
  // Of a broken stream the upstream has told the prompt, perhaps, but not all of the output that came.
  if (relay.usage.outputTokens >= counted.outputTokens) return { usage: relay.usage, estimated: false };
  return { usage: { ...relay.usage, outputTokens: counted.outputTokens }, estimated: true };
}

function providerOf({ deployment }: Call): string {
  return deployment?.provider.label ?? 'The upstream';
}
