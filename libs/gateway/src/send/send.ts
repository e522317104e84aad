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
 * How long an answer may take, by the contract's order of precedence. For a stream it is the time to the first content, and
 * the whole call's time is that between two pieces.
 */
function attemptTimes({ decoded, settings, deployment }: Call): AttemptTimes {
  const { options } = decoded;
  const { table } = settings;
  const whole = options.timeoutMs ?? deployment?.timeoutMs ?? table.timeoutMs;
  const streamed = options.streamTimeoutMs ?? deployment?.streamTimeoutMs ?? table.streamTimeoutMs;
  return {
    answerMs: decoded.stream ? (streamed ?? whole) : whole,
    pauseMs: whole,
  };
}
