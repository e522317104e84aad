import { PassThrough } from 'node:stream';
import { isChat } from '@tollgate/llm';
import { type Hedging, hedgeAttempt } from '@tollgate/routing';
import { attemptFault } from '../judge/client-failure.js';
import { noteFault } from '../judge/deployment-health.js';
import { replyFault } from '../judge/reply-fault.js';
import { Call } from '../pipeline/call.js';
import { type ClientResponse } from '../pipeline/client.js';
import { type Lane } from '../pipeline/lane.js';
import { conditionsOf } from '../pipeline/route-conditions.js';
import { dispatch } from '../send/dispatch.js';
import { type Outcome } from '../send/sending.js';
import { recordAside } from '../settle/aside.js';
import { estimatedUsage } from '../settle/estimated-usage.js';
import { translateEndpoint } from '../translate/translate-endpoint.js';
import { translate } from '../translate/translate.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';

/** What came of an attempt, and the request that it answers. */
export interface Answered {
  readonly request: UpstreamRequest;
  readonly outcome: Outcome;
}

/** One of the two attempts of a hedged call, on its way. */
interface Runner {
  readonly call: Call;
  readonly request: UpstreamRequest;
  readonly outcome: Promise<Outcome>;
}

/**
 * Sends an attempt, and when it has not begun to answer after a while the same to another deployment. The first good answer is
 * the call's; the other attempt is cancelled, and charged for like any call that its client leaves.
 */
export async function sendHedged(
  lane: Lane,
  call: Call,
  request: UpstreamRequest,
  { afterMs, share }: Hedging,
): Promise<Answered> {
  lane.hedges.callBegan(share);
  const first: Runner = { call, request, outcome: dispatch(lane, call, request) };
  const early = await withinMs(first.outcome, afterMs);
  if (early !== null) return { request, outcome: early };
  const second = call.clientGone ? null : beginHedge(lane, call);
  if (second === null) return { request, outcome: await first.outcome };
  call.twin = second.call;
  const answered = await race(lane, first, second);
  call.twin = null;
  return answered;
}

/** Null: there is no other deployment for it, or too many calls are hedged already. */
function beginHedge(lane: Lane, call: Call): Runner | null {
  const state = call.route && hedgeAttempt(call.route, conditionsOf(lane, call));
  if (!state || !lane.hedges.take()) return null;
  const second = new Call(call.req, new NoClient(), call.settings, call.key, call.decoded);
  second.follow(state, 0);
  const request = isChat(call.decoded.operation) ? translate(second, lane) : translateEndpoint(second, lane);
  if ('class' in request || request.kind === 'media-wanted') {
    second.sentModel = null;
    second.leaveDeployment(0, 0n);
    return null;
  }
  return { call: second, request, outcome: dispatch(lane, second, request) };
}

async function race(lane: Lane, first: Runner, second: Runner): Promise<Answered> {
  const { call } = first;
  const sooner = await Promise.race([
    first.outcome.then((outcome) => ({ outcome, runner: first, other: second })),
    second.outcome.then((outcome) => ({ outcome, runner: second, other: first })),
  ]);
  const won = isGood(sooner.outcome) || sooner.outcome.type === 'client-gone' ? sooner.runner : sooner.other;
  const outcome = won === sooner.runner ? sooner.outcome : await won.outcome;
  if (won === sooner.runner) cancel(lane, call, sooner.other);
  if (won === second && isGood(outcome)) {
    if (won !== sooner.runner) noteFailed(first, sooner.outcome);
    call.takeOver(second.call);
    return { request: second.request, outcome };
  }
  // The second one has failed, or was too late: the call goes on as if it had never been.
  if (won === second && outcome.type === 'client-gone') cancel(lane, call, second);
  else if (won === second) noteFailed(second, outcome);
  else if (won !== sooner.runner) noteFailed(second, sooner.outcome);
  second.call.leaveDeployment(0, 0n);
  return { request: first.request, outcome: won === first ? outcome : sooner.outcome };
}

function isGood(outcome: Outcome): boolean {
  return outcome.type === 'stream' || (outcome.type === 'whole' && outcome.status < 300);
}

/** Closes the connection of an attempt that nobody waits for any more. What it was asked is charged all the same. */
function cancel(lane: Lane, winner: Call, { call }: Runner): void {
  const { route, sentModel, sending } = call;
  sending?.attempt.cancel();
  if (!route || sentModel === null || !sending) return;
  recordAside(lane.ports, winner, {
    kind: 'hedge_of',
    deployment: route.current,
    record: route.record,
    sentModel,
    startedAt: Math.round(Date.now() - call.attemptMs),
    status: 'cancelled',
    httpStatus: 499,
    errorClass: null,
    usage: estimatedUsage(call, 0),
    usageEstimated: true,
  });
}

function noteFailed({ call, request }: Runner, outcome: Outcome): void {
  const fault = replyFault(request, outcome);
  if (fault && call.route) noteFault(call, call.route, attemptFault(fault));
}

/** @returns null when the time is up first. */
async function withinMs(outcome: Promise<Outcome>, ms: number): Promise<Outcome | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const sooner = await Promise.race([outcome, late]);
  clearTimeout(timer);
  return sooner;
}

/** A second attempt answers nobody: what comes of it goes to the call's own client. */
class NoClient extends PassThrough implements ClientResponse {
  readonly headersSent = false;

  writeHead(): void {
    throw new Error('a second attempt has no client of its own');
  }
}
