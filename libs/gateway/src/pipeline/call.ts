import { randomUUID } from 'node:crypto';
import {
  type Attribution,
  type Failure,
  type KeyContext,
  type LimitScope,
  type PicoUsd,
} from '@tollgate/core';
import { type Deployment, type DeploymentRecord, type RouteState, RouteTrace } from '@tollgate/routing';
import { type MediaBytes } from '@tollgate/llm';
import { type DecodedRequest } from '../decode/decode-request.js';
import { type GatewaySettings, type Reservation } from '../ports/ports.js';
import { boundOf } from '../reserve/upper-bound.js';
import { type Sending } from '../send/sending.js';
import { type ClientRequest, type ClientResponse } from './client.js';

const CALL_ID = /^[\x21-\x7e]{1,128}$/;

const NO_ATTRIBUTIONS: readonly Attribution[] = Object.freeze([]);
const NO_SCOPES: readonly LimitScope[] = Object.freeze([]);

/** Short attempts do not mean that nobody waits between them: the longest backoff fits. */
const LEAST_PATIENCE_MS = 10_000;

/** One call, from the moment its key is known: what has been found out so far, and whether the client is still there. */
export class Call {
  /** The row's identity. */
  readonly id = randomUUID();
  readonly startedAt = Date.now();
  readonly startedTick = performance.now();
  /** The client's own, else the row's. */
  readonly callId: string;
  /** Public name of the group that was asked for, after aliases. */
  group: string | null = null;
  sentModel: string | null = null;
  /** The customer and the tags that restrict the call. */
  attributions: readonly Attribution[] = NO_ATTRIBUTIONS;
  /** Every limit the call has to fit into: its key's (the master key has none), and those of its attributions. */
  scopes: readonly LimitScope[];
  reservation: Reservation | null = null;
  sending: Sending | null = null;
  /** The same call on its way to a second deployment. */
  twin: Call | null = null;
  /** Why it went where it went. */
  readonly trace = new RouteTrace();
  /** The failure of the group that was asked for. */
  firstFailure: Failure | null = null;
  /** Waiting for upstreams, over all attempts. */
  upstreamMs = 0;
  /** Used by answers that the client did not get. */
  asideTokens = 0;
  asideCost: PicoUsd = 0n;
  clientGone = false;
  /** A copy that a silent model gets: it has none itself. */
  isCopy = false;
  #media: Map<string, MediaBytes> | null = null;
  settled = false;
  readonly #asked: DecodedRequest;
  #wake: (() => void) | null = null;
  #route: RouteState | null = null;
  /** Of the deployment that counts this call as one of its own. */
  #claimed: DeploymentRecord | null = null;
  /** Held in that deployment's budgets. */
  #bound: PicoUsd = 0n;

  constructor(
    readonly req: ClientRequest,
    readonly res: ClientResponse,
    readonly settings: GatewaySettings,
    readonly key: KeyContext,
    /** The request as the client sent it; for some fallbacks it is another one, see `follow`. */
    public decoded: DecodedRequest,
  ) {
    this.#asked = decoded;
    this.callId = givenCallId(req) ?? this.id;
    this.scopes = key.master ? NO_SCOPES : key.scopes;
    res.on('close', this.#onClose);
    // The client may have left while its body was read or its key was loaded.
    if (res.destroyed) this.clientGone = true;
  }

  /** Where routing stands; null before the first attempt. Its deployment counts the call from now on. */
  get route(): RouteState | null {
    return this.#route;
  }

  /** Goes where a decision says. @param afterMs how long the attempt is yet to wait. */
  follow(state: RouteState, afterMs: number): void {
    if (state === this.#route) return;
    this.leaveDeployment(0, 0n);
    this.#route = state;
    this.#claimed = state.record;
    state.record.claim(Date.now());
    const { forFallbacks } = this.#asked;
    if (forFallbacks) this.decoded = forFallbacks.get(state.fallbackName ?? '') ?? this.#asked;
    if (state.record.meters !== null) {
      this.#bound = boundOf(this.decoded, state.current);
      state.record.hold(this.#bound);
    }
    this.trace.begins(state, this.elapsedMs + afterMs, afterMs);
  }

  /** The call has no business with its deployment any more. @param cost of what it got there. */
  leaveDeployment(tokens: number, cost: PicoUsd): void {
    const record = this.#claimed;
    if (record === null) return;
    this.#claimed = null;
    const now = Date.now();
    record.release(tokens, this.sentModel !== null, now);
    if (record.meters !== null) record.charge(cost, this.#bound, now);
  }

  /** Another attempt of this call was answered sooner: from now on the call is there. Its own attempt was cancelled before. */
  takeOver(sooner: Call): void {
    this.leaveDeployment(0, 0n);
    this.trace.ended('cancelled', null, this.elapsedMs);
    this.#route = sooner.#route;
    this.#claimed = sooner.#claimed;
    this.#bound = sooner.#bound;
    sooner.#claimed = null;
    this.sentModel = sooner.sentModel;
    this.sending = sooner.sending;
    this.upstreamMs += sooner.upstreamMs;
    if (this.#route) this.trace.begins(this.#route, sooner.startedTick - this.startedTick, 0);
  }

  /** An answer that the client does not get has used so much. */
  addAside(tokens: number, cost: PicoUsd): void {
    this.asideTokens += tokens;
    this.asideCost += cost;
  }

  /** What was fetched for the call, by URL. */
  get media(): Map<string, MediaBytes> {
    return (this.#media ??= new Map());
  }

  get deployment(): Deployment | null {
    return this.#route?.current ?? null;
  }

  /** Since the call began. */
  get elapsedMs(): number {
    return performance.now() - this.startedTick;
  }

  /** Since the attempt was sent; 0 when it never was. */
  get attemptMs(): number {
    return this.sending ? performance.now() - this.sending.attempt.startedTick : 0;
  }

  /** What is left of the time that all attempts may take together; undefined: no bound. */
  get leftMs(): number | undefined {
    const total = this.decoded.options.totalTimeoutMs ?? this.settings.table.totalTimeoutMs ?? null;
    return total === null ? undefined : total - this.elapsedMs;
  }

  /**
   * How long the client is still willing to wait: what is left of its own time, else as long as an attempt may take, which
   * starts anew with every attempt.
   */
  get patienceMs(): number {
    const own = this.decoded.options.timeoutMs;
    const attemptMs = this.deployment?.timeoutMs ?? this.settings.table.timeoutMs;
    const patience = own === null ? Math.max(attemptMs, LEAST_PATIENCE_MS) : own - this.elapsedMs;
    return Math.min(patience, this.leftMs ?? Infinity);
  }

  /** Waits, but not for a client that leaves. */
  pause(ms: number): Promise<void> {
    if (ms <= 0 || this.clientGone) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #onClose = () => {
    if (this.res.writableFinished) return;
    this.clientGone = true;
    this.sending?.abandon();
    this.twin?.sending?.abandon();
    this.#wake?.();
  };
}

/** The client's own call id, if it is a harmless one, else a fresh UUID. */
export function callIdOf(req: ClientRequest): string {
  return givenCallId(req) ?? randomUUID();
}

function givenCallId(req: ClientRequest): string | null {
  const given = req.headers['x-litellm-call-id'];
  return typeof given === 'string' && CALL_ID.test(given) ? given : null;
}
