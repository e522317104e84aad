import { type PicoUsd } from '@tollgate/core';
import { surfaceOf } from '@tollgate/llm';
import { corsHeaders } from '../claim/cors.js';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { type FlatHeaders } from '../send/upstream-headers.js';
import { costOfCall } from '../settle/spend-event.js';
import { settle } from '../settle/settle.js';
import { answerFailure, answerJson } from './answers.js';
import { responseHeaders } from './response-headers.js';
import { type WholeAnswer } from './whole-reply.js';

/** Answers a call with a whole reply, once its event is written. */
export function relayWhole(lane: Lane, call: Call, answer: WholeAnswer, upstream: FlatHeaders): void {
  const cost = costOfCall(call, answer.usage);
  const ending = {
    status: 'success',
    failure: null,
    usage: answer.usage,
    usageEstimated: answer.usageEstimated,
    responseId: answer.responseId,
    firstTokenMs: null,
  } as const;
  const headers = responseHeaders(call, upstream, cost, spendWith(lane, call, cost));
  settle(lane.ports, call, ending, cost, (error) => {
    if (error) {
      const cors = corsHeaders(call.req, call.settings);
      answerFailure(call.res, UNWRITTEN, cors, surfaceOf(call.decoded.operation), call.callId);
    } else answerJson(call.res, 200, headers, answer.body, answer.encoding, answer.contentType);
  });
}

/** The key's spend with this call's cost. */
export function spendWith(lane: Lane, call: Call, cost: PicoUsd | null): PicoUsd {
  return lane.ports.ledger.keySpend(call.key) + (cost ?? 0n);
}

export const UNWRITTEN = {
  class: 'ServiceUnavailableError',
  message: 'The gateway cannot record calls at the moment. Try again later.',
  param: null,
} as const;
