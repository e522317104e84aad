/** `npm run bench -- --decisions`: what it costs to choose one of 100 deployments, by every strategy. */
import { findProvider } from '@tollgate/llm';
import {
  DEFAULT_STRATEGY_ARGS,
  DeploymentStats,
  firstAttempt,
  NO_WISHES,
  resolveModel,
  ROUTING_STRATEGIES,
} from '@tollgate/routing';

const DEPLOYMENTS = 100;
const WARM_UP = 50_000;
const DECISIONS = 100_000;
const ROUNDS = 5;

/** @returns a line a strategy: microseconds of CPU a decision, claim and release included; the median of the rounds. */
export function decisionCosts() {
  return ROUTING_STRATEGIES.map((strategy) => {
    const decide = decider(strategy);
    decide(WARM_UP);
    const rounds = Array.from({ length: ROUNDS }, () => timed(decide)).sort((a, b) => a - b);
    return `${strategy.padEnd(24)} ${rounds[Math.floor(ROUNDS / 2)].toFixed(2)} µs (${rounds[0].toFixed(2)}–${rounds.at(-1).toFixed(2)})`;
  });
}

/** CPU time, so that what else the machine does counts little. */
function timed(decide) {
  const before = process.cpuUsage();
  decide(DECISIONS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / DECISIONS;
}

/** A group as it is in the midst of work: calls on the way, latencies known, some deployments with limits, some cooling down. */
function decider(strategy) {
  const table = tableOf(strategy);
  const stats = new DeploymentStats();
  stats.adopt(table);
  const now = Date.now();
  for (const [i, { record }] of stats.candidatesOf(table.groups.get('m')).entries()) {
    record.answered(200 + i, 100, table.strategyArgs, now);
    for (let calls = i % 3; calls > 0; calls -= 1) record.claim(now);
    if (i % 10 === 9) record.coolingUntil = now + 1_000;
  }
  const mayUse = () => true;
  return (count) => {
    for (let i = 0; i < count; i += 1) {
      const group = resolveModel(table, 'm');
      const conditions = {
        table,
        stats,
        now,
        random: Math.random,
        stream: false,
        patienceMs: 60_000,
        mayUse,
      };
      const { record } = firstAttempt(group, NO_WISHES, conditions).state;
      record.claim(now);
      record.release(100, true, now);
    }
  };
}

function tableOf(strategy) {
  const deployments = Array.from({ length: DEPLOYMENTS }, (_, i) => ({
    id: `deployment-${i}`,
    group: 'm',
    provider: findProvider('openai'),
    target: { model: 'm' },
    mockResponse: null,
    weight: 1 + (i % 4),
    rpm: 1e9,
    tpm: 1e12,
    order: null,
    maxParallelRequests: 1_000,
    numRetries: null,
    prices: { base: { input: BigInt(i), output: BigInt(i) } },
    accessGroups: [],
    tags: [],
    info: {},
  }));
  return {
    groups: new Map([['m', deployments]]),
    wildcards: [],
    aliases: new Map(),
    fallbacks: new Map(),
    contextWindowFallbacks: null,
    contentPolicyFallbacks: null,
    defaultFallbacks: [],
    maxFallbacks: 5,
    strategy,
    strategyArgs: DEFAULT_STRATEGY_ARGS,
    tagFiltering: null,
  };
}
