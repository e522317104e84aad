import {
  afterFailure,
  DEFAULT_STRATEGY_ARGS,
  DeploymentStats,
  firstAttempt,
  NO_WISHES,
  noteAnswer,
  noteFailure,
  resolveModel,
} from '@tollgate/routing';
import { findProvider } from '@tollgate/llm';
import { VirtualClock } from './clock.mjs';
import { exponential, seeded } from './random.mjs';
import { DURATION_MS, PLACES, REQUESTS_A_SECOND } from './scenario.mjs';

const GROUP = 'smart';
const PATIENCE_MS = 60_000;
const TOKENS_OF_A_CALL = 500;
const PICO_USD = 1e12;

/**
 * Sends the scenario's calls by one strategy: the same decisions as the gateway's, on a clock of its own.
 * @returns what became of the calls: latencies of those that were answered, failures, and the calls and cost of each place.
 */
export function runStrategy(strategy, seed) {
  const clock = new VirtualClock();
  const arrivals = seeded(seed);
  const world = { clock, table: tableOf(strategy), stats: new DeploymentStats(), random: seeded(seed + 1) };
  const figures = {
    latencies: [],
    failures: 0,
    attempts: 0,
    served: new Map(PLACES.map(({ id }) => [id, 0])),
  };
  const group = resolveModel(world.table, GROUP);
  const arrive = () => {
    if (clock.now > DURATION_MS) return;
    const began = clock.now;
    proceed(world, figures, began, firstAttempt(group, NO_WISHES, conditionsOf(world, began)));
    clock.at(began + exponential(arrivals, REQUESTS_A_SECOND / 1_000), arrive);
  };
  clock.at(0, arrive);
  clock.run();
  return figures;
}

function proceed(world, figures, began, decision) {
  if (decision.type !== 'send') {
    figures.failures += 1;
    return;
  }
  const { clock } = world;
  clock.at(clock.now + decision.afterMs, () => attempt(world, figures, began, decision.state));
}

function attempt(world, figures, began, state) {
  const { clock, table, random } = world;
  const { record } = state;
  const sent = clock.now;
  figures.attempts += 1;
  record.claim(sent);
  const place = PLACES.find(({ id }) => id === state.current.id);
  const { ms, status } = place.reply({ now: sent, random, inFlight: record.inFlight });
  clock.at(sent + ms, () => {
    record.release(status === 200 ? TOKENS_OF_A_CALL : 0, true, clock.now);
    if (status === 200) {
      noteAnswer(state, ms, 0, table, clock.now);
      figures.latencies.push(clock.now - began);
      figures.served.set(place.id, figures.served.get(place.id) + 1);
      return;
    }
    const fault = faultOf(status);
    noteFailure(state, fault, ms, false, table, clock.now);
    proceed(world, figures, began, afterFailure(state, fault, conditionsOf(world, began)));
  });
}

function conditionsOf({ clock, table, stats, random }, began) {
  const patienceMs = PATIENCE_MS - (clock.now - began);
  return { table, stats, now: clock.now, random, stream: false, patienceMs, mayUse: () => true };
}

function faultOf(status) {
  const errorClass = status === 429 ? 'RateLimitError' : 'InternalServerError';
  return { class: errorClass, status, retryAfterMs: null, accountFault: false };
}

function tableOf(strategy) {
  return {
    groups: new Map([[GROUP, PLACES.map(deploymentOf)]]),
    wildcards: [],
    aliases: new Map(),
    fallbacks: new Map(),
    contextWindowFallbacks: null,
    contentPolicyFallbacks: null,
    defaultFallbacks: [],
    maxFallbacks: 5,
    numRetries: 2,
    retryPolicy: null,
    groupRetryPolicies: new Map(),
    timeoutMs: PATIENCE_MS,
    streamTimeoutMs: null,
    retryAfterMs: 0,
    cooldownMs: 5_000,
    allowedFails: null,
    allowedFailsPolicy: null,
    strategy,
    strategyArgs: DEFAULT_STRATEGY_ARGS,
    tagFiltering: null,
  };
}

function deploymentOf({ id, price }) {
  const input = BigInt(Math.round(price * PICO_USD));
  return {
    id,
    group: GROUP,
    provider: findProvider('openai'),
    target: { model: 'm', params: {}, headers: {} },
    mockResponse: null,
    weight: null,
    rpm: null,
    tpm: null,
    order: null,
    maxParallelRequests: null,
    timeoutMs: null,
    streamTimeoutMs: null,
    numRetries: null,
    prices: { source: 'config', base: { input, output: 0n }, tiers: [], perRequest: 0n },
    accessGroups: [],
    tags: [],
    info: {},
  };
}
