import { type Call } from '../pipeline/call.js';
import { type UpstreamRequest } from '../translate/translate.js';
import { type Outcome, Sending } from './sending.js';

/** Sends one attempt and waits until its outcome can be judged: the whole reply, the first content, or a fault. */
export async function send(call: Call, request: UpstreamRequest): Promise<Outcome> {
  if (call.clientGone) return { type: 'client-gone' };
  const sending = new Sending(request.relay, { answerMs: answerTime(call) });
  call.sending = sending.start(request.destination, request.body);
  const started = sending.attempt.startedTick;
  const outcome = await sending.outcome;
  call.upstreamMs += performance.now() - started;
  return outcome;
}

/** Longest a timer can wait. */
const LONGEST_MS = 2_147_483_647;

/**
 * How long an answer may take, by the contract's order of precedence. For a stream it is the time to the first content, and
 * afterwards that between two pieces.
 */
function answerTime({ chat, settings, deployment }: Call): number {
  const { options } = chat;
  const { table } = settings;
  const whole = options.timeoutMs ?? deployment?.timeoutMs ?? table.timeoutMs;
  const streamed = options.streamTimeoutMs ?? deployment?.streamTimeoutMs ?? table.streamTimeoutMs;
  return Math.min(LONGEST_MS, chat.stream ? (streamed ?? whole) : whole);
}
