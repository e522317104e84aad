import { type Usage } from '@tollgate/core';
import { type ChatEvent, surfaceOf } from '@tollgate/llm';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { failCall, CLIENT_GONE } from '../pipeline/refusals.js';
import { mockEvents, mockFailure } from '../mock/mock-reply.js';
import { estimatedUsage } from '../settle/estimated-usage.js';
import { settle } from '../settle/settle.js';
import { costOfCall } from '../settle/spend-event.js';
import { replyContext } from '../translate/translate.js';
import { beginStream } from './relay-stream.js';
import { relayWhole, UNWRITTEN } from './relay-whole.js';
import { tokensOf } from './seen-tokens.js';

/** Answers a call in the gateway's own process, as an upstream would have: whole or in pieces, with usage and an event. */
export async function relayMock(lane: Lane, call: Call, text: string): Promise<void> {
  const failure = mockFailure(text);
  if (failure) return failCall(lane, call, failure);
  call.sentModel = call.deployment?.target.model ?? null;
  const events = mockEvents(call, text);
  if (call.decoded.stream) return streamMock(lane, call, events);
  const context = replyContext(call);
  const body = JSON.stringify(surfaceOf(call.decoded.operation).encodeReply(events, context));
  const usage = usageIn(events);
  relayWhole(
    lane,
    call,
    { body, encoding: 'utf8', usage, usageEstimated: false, responseId: context.id },
    [],
  );
}

async function streamMock(lane: Lane, call: Call, events: readonly ChatEvent[]): Promise<void> {
  const context = replyContext(call);
  const encoder = surfaceOf(call.decoded.operation).encodeStream(context);
  const { res } = call;
  beginStream(lane, call, []);
  const firstTokenMs = Math.round(performance.now() - call.startedTick);
  let sent = 0;
  for (const event of events) {
    if (call.clientGone) break;
    const frames = encoder.push([event]);
    sent += 1;
    if (frames !== '' && !res.write(frames)) await drained(call);
    await new Promise(setImmediate);
  }
  const gone = call.clientGone;
  const usage = gone ? estimatedUsage(call, tokensOf(events.slice(0, sent))) : usageIn(events);
  const ending = {
    status: gone ? 'cancelled' : 'success',
    failure: gone ? CLIENT_GONE : null,
    usage,
    usageEstimated: gone,
    responseId: context.id,
    firstTokenMs,
  } as const;
  settle(lane.ports, call, ending, costOfCall(call, usage), (error) => {
    if (!res.destroyed) res.end(error ? encoder.fail(UNWRITTEN) : encoder.end());
  });
}

function usageIn(events: readonly ChatEvent[]): Usage | null {
  const last = events.findLast((event) => event.type === 'usage');
  return last?.type === 'usage' ? last.usage : null;
}

/** Until the client reads again, or has left. */
function drained({ res }: Call): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      res.off('drain', over).off('close', over);
      resolve();
    };
    res.once('drain', over).once('close', over);
  });
}
