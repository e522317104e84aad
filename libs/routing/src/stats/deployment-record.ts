import { type PicoUsd } from '@tollgate/core';
import { type SpendMeter } from '../budget/spend-meter.js';
import { type AttemptFault } from '../failure/fault.js';
import { type StrategyArgs } from '../strategies/strategy.js';
import { PeakEwma, RecentMean } from './latency.js';
import { MinuteUsage } from './minute-usage.js';

/** The share of successes follows the last few dozen attempts. */
const NEWEST_ATTEMPT_COUNTS = 0.05;
/** A deployment that only fails is taken for this good, so that numbers stay numbers. */
const LEAST_SHARE = 0.001;
/** So many tokens of an answer take about as long as its beginning. */
const TOKENS_LIKE_A_BEGINNING = 50;
/** LiteLLM's sample for a timeout, in seconds. */
const TIMEOUT_SAMPLE = 1_000;

/** What one process knows of a deployment from the calls it has sent there. Times are the caller's: epoch milliseconds. */
export class DeploymentRecord {
  /** Attempts on their way, streams to their end included. */
  inFlight = 0;
  readonly usage = new MinuteUsage();
  /** Out of service until then. */
  coolingUntil = 0;
  /** It has been out of service and not yet answered since: one call at a time finds out whether it can. */
  onProbation = false;
  /** Of the budgets that its calls count in; null: there are none. */
  meters: readonly SpendMeter[] | null = null;
  /** Attempts that ended since `windowStart`; kept by the cooldown rules. */
  readonly window = { start: 0, successes: 0, fails: 0 };
  /** Milliseconds of whole answers, made comparable by their length. */
  readonly answers = new PeakEwma();
  /** Milliseconds to the first content of streams. */
  readonly firstContents = new PeakEwma();
  /** Seconds a token of whole answers. */
  readonly secondsPerToken = new RecentMean();
  /** Seconds to the first content of streams. */
  readonly secondsToFirstContent = new RecentMean();
  /** How much longer a call takes here because attempts fail: one over the square of the recent share of successes. */
  failureFactor = 1;
  #successShare = 1;

  constructor(readonly id: string) {}

  /** Takes it out of service, not shorter than it is already. */
  coolUntil(until: number): void {
    this.coolingUntil = Math.max(this.coolingUntil, until);
    this.onProbation = true;
  }

  isCooling(now: number): boolean {
    return this.coolingUntil > now;
  }

  /** An attempt is about to be sent here. Every claim is released once. */
  claim(now: number): void {
    this.inFlight += 1;
    this.usage.add(1, 0, now);
  }

  /**
   * The attempt is over.
   * @param tokens what it used. @param sent false: it was never sent, and so does not count.
   */
  release(tokens: number, sent: boolean, now: number): void {
    this.inFlight -= 1;
    if (tokens > 0 || !sent) this.usage.add(sent ? 0 : -1, tokens, now);
  }

  /** A call on its way may cost so much; given back by `charge`. */
  hold(bound: PicoUsd): void {
    for (const meter of this.meters ?? []) meter.hold(bound);
  }

  /** A call has cost so much. @param bound what was held for it. */
  charge(cost: PicoUsd, bound: PicoUsd, now: number): void {
    for (const meter of this.meters ?? []) {
      meter.release(bound);
      meter.charge(cost, now);
    }
  }

  /** A whole answer came. */
  answered(ms: number, outputTokens: number, args: StrategyArgs, now: number): void {
    this.#attemptEnded(1);
    this.answers.observe(ms / (1 + outputTokens / TOKENS_LIKE_A_BEGINNING), now);
    this.secondsPerToken.observe(ms / 1000 / Math.max(1, outputTokens), args.maxLatencyListSize, now);
  }

  /** A stream gave its first content. */
  began(ms: number, args: StrategyArgs, now: number): void {
    this.#attemptEnded(1);
    this.firstContents.observe(ms, now);
    this.secondsToFirstContent.observe(ms / 1000, args.maxLatencyListSize, now);
  }

  /** An attempt failed by a fault that is not the caller's. */
  failed(fault: AttemptFault, ms: number, stream: boolean, args: StrategyArgs, now: number): void {
    this.#attemptEnded(0);
    if (fault.class !== 'Timeout') return;
    const ewma = stream ? this.firstContents : this.answers;
    const mean = stream ? this.secondsToFirstContent : this.secondsPerToken;
    ewma.observe(ms, now);
    mean.observe(TIMEOUT_SAMPLE, args.maxLatencyListSize, now);
  }

  #attemptEnded(success: 0 | 1): void {
    this.#successShare += NEWEST_ATTEMPT_COUNTS * (success - this.#successShare);
    const share = Math.max(this.#successShare, LEAST_SHARE);
    this.failureFactor = 1 / (share * share);
  }
}
