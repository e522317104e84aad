import { type Call } from '../pipeline/call.js';
import { type AttemptTimes } from './attempt.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';
import { type Outcome, Sending } from './sending.js';

/** Sends one attempt and waits until its outcome can be judged: the whole reply, the first content, or a fault. */
export function send(call: Call, request: UpstreamRequest): Promise<Outcome> {
  if (call.clientGone) return GONE;
  return new Promise((resolve) => {
    const sending = new Sending(request.relay, attemptTimes(call), (outcome) => {
      call.upstreamMs += performance.now() - sending.attempt.startedTick;
      // What a failed reply still sends is of no use.
      if (outcome.type === 'fault') sending.attempt.cancel();
      resolve(outcome);
    });
    call.sending = sending;
    sending.start(request.destination, request.body);
  });
}

const GONE: Promise<Outcome> = Promise.resolve({ type: 'client-gone' });

/**
 * How long an answer may take, by the contract's order of precedence. For a stream it is the time to the first content; between two
 * pieces it is its own, else the whole call's. Never longer than what is left of the total.
 */
function attemptTimes({ decoded, settings, deployment, leftMs }: Call): AttemptTimes {
  const { options } = decoded;
  const { table } = settings;
  const whole = options.timeoutMs ?? deployment?.timeoutMs ?? table.timeoutMs;
  const streamed = options.streamTimeoutMs ?? deployment?.streamTimeoutMs ?? table.streamTimeoutMs;
  const answerMs = decoded.stream ? (streamed ?? whole) : whole;
  const stallMs = options.stallTimeoutMs ?? deployment?.stallTimeoutMs ?? table.stallTimeoutMs;
  return {
    answerMs: leftMs === undefined ? answerMs : Math.min(answerMs, Math.max(1, leftMs)),
    pauseMs: stallMs ?? whole,
  };
}
