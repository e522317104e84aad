import { type UpstreamFault } from '@tollgate/llm';
import { type Collected, CollectedReply, type ReplyFault } from '../relay/collected-reply.js';
import { type StreamRelay } from '../relay/stream-relay.js';
import { StreamedReply } from '../relay/streamed-reply.js';
import { Attempt, type AttemptTimes, type ReplyReader } from './attempt.js';
import { CUT, NOT_A_STREAM } from './upstream-fault.js';
import { type FlatHeaders, headerOf } from './upstream-headers.js';
import { type Destination } from './upstream-pools.js';

/** What became of one attempt, as far as it can be judged before anything goes to the client. */
export type Outcome = Collected | StreamedReply | ReplyFault | { readonly type: 'client-gone' };

/** One attempt on its way: reads its reply whole, or as a stream once the upstream has agreed to one. */
export class Sending implements ReplyReader {
  readonly attempt: Attempt;
  #judged = false;
  #reader: ReplyReader;

  /**
   * @param relay how to relay a stream; null for a call that is answered whole.
   * @param answer is called once, as soon as the outcome can be judged.
   */
  constructor(
    private readonly relay: StreamRelay | null,
    times: AttemptTimes,
    private readonly answer: (outcome: Outcome) => void,
  ) {
    this.#reader = new CollectedReply(this.#resolve);
    this.attempt = new Attempt(this, times);
  }

  start(destination: Destination, body: Uint8Array): void {
    this.attempt.send(destination, body);
  }

  readonly #resolve = (outcome: Outcome): void => {
    if (this.#judged) return;
    this.#judged = true;
    this.answer(outcome);
  };

  /** The client has left: the upstream is closed and nothing further happens. */
  abandon(): void {
    this.attempt.cancel();
    this.#resolve({ type: 'client-gone' });
    // A stream that is being relayed ends here; its relay knows why.
    this.#reader.fail(CUT);
  }

  head(status: number, headers: FlatHeaders): void {
    if (this.relay && status < 300) {
      if (this.relay.media === 'bytes' || isEventStream(headers)) {
        const reply = new StreamedReply(this.relay, this.#resolve);
        reply.attach(this.attempt);
        this.#reader = reply;
      } else if (this.relay.mayBeWhole !== true) {
        this.attempt.cancel();
        this.#resolve({ type: 'fault', fault: NOT_A_STREAM });
      }
    }
    this.#reader.head(status, headers);
  }

  data(chunk: Buffer): boolean {
    return this.#reader.data(chunk);
  }

  end(): void {
    this.#reader.end();
  }

  fail(fault: UpstreamFault): void {
    this.#reader.fail(fault);
  }
}

/** Server-sent events, by their own name or none, the frames of AWS, and Ollama's lines of JSON. */
const STREAM_TYPES = [
  'text/event-stream',
  'text/plain',
  'application/vnd.amazon.eventstream',
  'application/x-ndjson',
];

function isEventStream(headers: FlatHeaders): boolean {
  const type = headerOf(headers, 'content-type');
  // Some self-hosted servers leave the type out; anything else that is named is not a stream.
  return type === null || STREAM_TYPES.some((streamed) => type.startsWith(streamed));
}
