import { type Json, type Usage } from '@tollgate/core';
import { type Ending } from './faults/perform.js';
import { type Match } from './behaviour.js';

/** One call as a fake received it, and what became of it. */
export interface ReceivedCall {
  /** Counts up from 1 over all providers. */
  readonly number: number;
  /** Epoch milliseconds when the request was read. */
  readonly receivedAt: number;
  readonly provider: string;
  readonly account: string;
  readonly method: string;
  /** Path below the base URL's origin, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly text: string;
  /** The body parsed; null when it was empty or not JSON. */
  readonly body: Json;
  /** The model asked for; empty for calls without one. */
  model: string;
  /** Status answered; null until then, and when the connection was refused. */
  status: number | null;
  /** Streamed events handed to the socket whole; a whole reply counts as two, its halves. */
  eventsSent: number;
  /** Tokens of the answer in Tollgate's terms, whether told to the client or not; null for calls that used none. */
  usage: Usage | null;
  ending: Ending | 'open';
  /** Epoch milliseconds when the reply ended or its client left; null while open. */
  endedAt: number | null;
}

/** The calls received, oldest first; the oldest are dropped beyond the bound. */
export class ReceivedCalls {
  #calls: ReceivedCall[] = [];
  #waiting = new Set<() => void>();
  #next = 1;

  constructor(private readonly bound = 20_000) {}

  get nextNumber(): number {
    return this.#next++;
  }

  add(call: ReceivedCall): void {
    this.#calls.push(call);
    if (this.#calls.length > this.bound) this.#calls.shift();
    this.changed();
  }

  /** Tells those who wait that a call has come or has ended. */
  changed(): void {
    for (const look of this.#waiting) look();
  }

  list(match: Match = {}): readonly ReceivedCall[] {
    return this.#calls.filter(
      (call) =>
        (match.provider ?? call.provider) === call.provider &&
        (match.account ?? call.account) === call.account &&
        (match.model ?? call.model) === call.model,
    );
  }

  /** The newest call that fits. @throws Error when there is none. */
  last(match: Match = {}): ReceivedCall {
    const call = this.list(match).at(-1);
    if (call === undefined) throw new Error(`No call received for ${JSON.stringify(match)}`);
    return call;
  }

  /** Waits until a call fits, now or later. @throws Error after `withinMs`. */
  async waitFor(fits: (call: ReceivedCall) => boolean, withinMs = 5_000): Promise<ReceivedCall> {
    return await new Promise((resolve, reject) => {
      const look = () => {
        const call = this.#calls.find(fits);
        if (call === undefined) return;
        finish();
        resolve(call);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`No such call within ${withinMs} ms; ${this.#calls.length} others came`));
      }, withinMs);
      const finish = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }

  forget(): void {
    this.#calls = [];
  }
}
