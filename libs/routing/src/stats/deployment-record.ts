import { type PicoUsd } from '@tollgate/core';
import { type SpendMeter } from '../budget/spend-meter.js';
import { type AttemptFault } from '../failure/fault.js';
import { noteElsewhere } from '../failure/cooldown.js';
import { type HealthDigest } from '../shared/health-digest.js';
import { type HealthNews } from '../shared/health-news.js';
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

/** So many attempts of other processes at a time move the share of successes. */
const MOST_ATTEMPTS_LEARNED = 20;

/** What one process knows of a deployment, from the calls it has sent there and from what others tell. Times are the caller's: epoch milliseconds. */
export class DeploymentRecord {
  /** Attempts on their way, streams to their end included. */
  inFlight = 0;
  /** The same of other processes, as they have told. */
  inFlightElsewhere = 0;
  /** What others are to be told; null: there are no others. */
  news: HealthNews | null = null;
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

  /** Attempts on their way in all processes. */
  get busy(): number {
    return this.inFlight + this.inFlightElsewhere;
  }

  /** Takes it out of service, not shorter than it is already. */
  coolUntil(until: number): void {
    this.coolingUntil = Math.max(this.coolingUntil, until);
    this.onProbation = true;
    if (this.news !== null) this.news.coolingUntil = this.coolingUntil;
  }

  isCooling(now: number): boolean {
    return this.coolingUntil > now;
  }

  /** An attempt is about to be sent here. Every claim is released once. */
  claim(now: number): void {
    this.inFlight += 1;
    this.usage.add(1, 0, now);
    if (this.news !== null) this.news.requests += 1;
  }

  /**
   * The attempt is over.
   * @param tokens what it used. @param sent false: it was never sent, and so does not count.
   */
  release(tokens: number, sent: boolean, now: number): void {
    this.inFlight -= 1;
    if (tokens > 0 || !sent) this.usage.add(sent ? 0 : -1, tokens, now);
    if (this.news === null) return;
    this.news.tokens += tokens;
    if (!sent) this.news.requests -= 1;
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
    const comparable = ms / (1 + outputTokens / TOKENS_LIKE_A_BEGINNING);
    const perToken = ms / 1000 / Math.max(1, outputTokens);
    this.answers.observe(comparable, now);
    this.secondsPerToken.observe(perToken, args.maxLatencyListSize, now);
    if (this.news === null) return;
    this.news.answers.add(comparable);
    this.news.perToken.add(perToken);
  }

  /** A stream gave its first content. */
  began(ms: number, args: StrategyArgs, now: number): void {
    this.#attemptEnded(1);
    this.firstContents.observe(ms, now);
    this.secondsToFirstContent.observe(ms / 1000, args.maxLatencyListSize, now);
    this.news?.beginnings.add(ms);
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

  /**
   * Another process has told what it knows. A cooldown holds here, too; its latencies count like one of this process's own.
   * @param moreInFlight how many more calls it has on their way than it told before.
   */
  learn(digest: HealthDigest, moreInFlight: number, args: StrategyArgs, now: number): void {
    const { coolsForMs, requests, tokens, successes, fails, answers, perToken, beginnings } = digest;
    this.inFlightElsewhere += moreInFlight;
    if (requests !== 0 || tokens > 0) this.usage.add(requests, tokens, now);
    if (coolsForMs > 0) {
      this.coolingUntil = Math.max(this.coolingUntil, now + coolsForMs);
      this.onProbation = true;
    }
    for (let i = 0; i < Math.min(fails, MOST_ATTEMPTS_LEARNED); i += 1) this.#follow(0);
    for (let i = 0; i < Math.min(successes, MOST_ATTEMPTS_LEARNED); i += 1) this.#follow(1);
    if (successes + fails > 0) noteElsewhere(this, successes, fails, now);
    if (answers.count > 0) {
      this.answers.observe(answers.longest, now);
      this.answers.observe(answers.mean, now);
      this.secondsPerToken.observe(perToken.mean, args.maxLatencyListSize, now);
    }
    if (beginnings.count > 0) {
      this.firstContents.observe(beginnings.longest, now);
      this.firstContents.observe(beginnings.mean, now);
      this.secondsToFirstContent.observe(beginnings.mean / 1000, args.maxLatencyListSize, now);
    }
  }

  #attemptEnded(success: 0 | 1): void {
    this.#follow(success);
    if (this.news === null) return;
    if (success === 1) this.news.successes += 1;
    else this.news.fails += 1;
  }

  #follow(success: 0 | 1): void {
    this.#successShare += NEWEST_ATTEMPT_COUNTS * (success - this.#successShare);
    const share = Math.max(this.#successShare, LEAST_SHARE);
    this.failureFactor = 1 / (share * share);
  }
}
