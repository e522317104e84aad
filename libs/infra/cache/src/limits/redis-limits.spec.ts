import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type LimitRefusal, type LimitScope, type PicoUsd, type Reservation } from '@tollgate/core';
import { type RedisServer, startRedis } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { connectPatientRedis, type RedisConnection } from '../redis/redis-connection.js';
import { RedisLimits, type RedisLimitsOptions } from './redis-limits.js';

const CENT = 10_000_000_000n;
const DOLLAR = 100n * CENT;
const LATER = Date.now() + 3_600_000;

function scope(over: Partial<LimitScope> = {}): LimitScope {
  return {
    kind: 'key',
    id: 'k',
    requestsPerMinute: null,
    tokensPerMinute: null,
    parallelRequests: null,
    maxBudget: null,
    ...over,
  };
}

function granted(result: Reservation | LimitRefusal): Reservation {
  if (!result.granted) throw new Error(`refused: ${result.limit} ${result.current}`);
  return result;
}

function headersOf({ headers }: Reservation | LimitRefusal): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap((name, i) => (i % 2 === 0 ? [[name, headers[i + 1] ?? '']] : [])),
  );
}

/** Stands for the limits of one process: grants, and says so. */
class Alone {
  granted = 0;
  settled: (PicoUsd | null)[] = [];
  reserve(): Reservation {
    this.granted += 1;
    return {
      granted: true,
      headers: ['x-counted', 'alone'],
      settle: (_, money) => this.settled.push(money),
    };
  }
}

/** One API process as far as limits go. */
class Instance {
  readonly away: unknown[] = [];
  readonly alone = new Alone();
  readonly redis: RedisConnection;
  readonly limits: RedisLimits;

  constructor(url: string, options: Partial<RedisLimitsOptions> = {}) {
    this.redis = connectPatientRedis({ kind: 'single', url });
    this.limits = new RedisLimits({
      redis: this.redis,
      fallback: this.alone,
      // The machine that runs the specs may be slow; how patient a process is has a spec of its own.
      patienceMs: 5_000,
      onAway: (error) => this.away.push(error),
      ...options,
    });
  }

  reserve(
    scopes: readonly LimitScope[],
    tokens = 10,
    money: PicoUsd | null = 0n,
    spent: PicoUsd = 0n,
  ): Promise<Reservation | LimitRefusal> {
    return this.limits.reserve({ scopes, tokens, money, spent: (one) => one.spent?.() ?? spent });
  }

  async stop(): Promise<void> {
    await this.limits.close();
    this.redis.close();
  }
}

/** Until what was settled is known in Redis. */
async function sent(...instances: Instance[]): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  for (const { redis } of instances) await redis.run((client) => client.ping());
}

describeWith('redis-server', 'RedisLimits', () => {
  let server: RedisServer;
  let here: Instance;
  let there: Instance;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    here = new Instance(server.url);
    there = new Instance(server.url);
    await Promise.all([here.redis.ready(5_000), there.redis.ready(5_000)]);
    await here.redis.run((client) => client.flushall());
  });
  afterEach(async () => {
    await here.stop();
    await there.stop();
  });

  /** Asks both processes in turn, all at once. */
  const fromBoth = (count: number, ...request: Parameters<Instance['reserve']>) =>
    Promise.all(Array.from({ length: count }, (_, i) => (i % 2 ? here : there).reserve(...request)));

  it('lets exactly as many calls a minute through as allowed, over two processes', async () => {
    const results = await fromBoth(20, [scope({ requestsPerMinute: 5 })]);
    expect(results.filter((one) => one.granted)).toHaveLength(5);
    const refused = results.find((one) => !one.granted);
    expect(refused).toMatchObject({ granted: false, limit: 'requests', current: '5', max: '5' });
    expect(headersOf(refused as LimitRefusal)).toMatchObject({
      'x-ratelimit-limit-requests': '5',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-api_key-remaining-requests': '0',
    });
  });

  it('holds a budget over two processes: of ten calls at once, two fit whole', async () => {
    const results = await fromBoth(10, [scope({ maxBudget: CENT })], 100, 4_000_000_000n);
    const through = results.filter((one) => one.granted);
    expect(through).toHaveLength(2);
    expect(results.find((one) => !one.granted)).toMatchObject({
      limit: 'budget',
      current: '0.008',
      max: '0.01',
      retryAfterSeconds: null,
    });
    for (const one of through) granted(one).settle(100, 2_000_000_000n);
    await sent(here, there);
    // 0.004 spent, 0.006 left: one more of 0.004, then none.
    granted(await here.reserve([scope({ maxBudget: CENT })], 100, 4_000_000_000n));
    expect((await there.reserve([scope({ maxBudget: CENT })], 100, 4_000_000_000n)).granted).toBe(false);
  });

  it('counts money exactly where doubles do not', async () => {
    const budget = [scope({ maxBudget: 123_456_789n * DOLLAR + 1n })];
    granted(await here.reserve(budget, 0, 123_456_789n * DOLLAR)).settle(0, 123_456_789n * DOLLAR);
    await sent(here);
    expect(await there.reserve(budget, 0, 2n)).toMatchObject({ granted: false, current: '123456789' });
    granted(await there.reserve(budget, 0, 1n)).settle(0, 1n);
    await sent(there);
    expect(await here.reserve(budget, 0, 0n)).toMatchObject({ granted: false, limit: 'budget' });
  });

  it('gives a slot free once, and takes no request of a refused call', async () => {
    const one = [scope({ parallelRequests: 1, requestsPerMinute: 2 })];
    const first = granted(await here.reserve(one));
    expect(await there.reserve(one)).toMatchObject({ limit: 'max_parallel_requests', retryAfterSeconds: 1 });
    first.settle(0, 0n);
    first.settle(0, 0n);
    await sent(here);
    const second = granted(await there.reserve(one));
    expect((await here.reserve(one)).granted).toBe(false);
    second.settle(0, 0n);
    await sent(there);
    expect(await here.reserve(one)).toMatchObject({ limit: 'requests' });
  });

  it('takes from all scopes or from none, and gives back tokens that were not used', async () => {
    const key = scope({ requestsPerMinute: 10, tokensPerMinute: 1_000 });
    const team = scope({ kind: 'team', id: 't', requestsPerMinute: 1 });
    granted(await here.reserve([key, team], 900)).settle(300, 0n);
    await sent(here);
    for (let i = 0; i < 3; i += 1)
      expect(await there.reserve([key, team], 100)).toMatchObject({ scope: { kind: 'team' } });
    expect(headersOf(await there.reserve([key], 100))).toMatchObject({
      'x-ratelimit-remaining-requests': '8',
      'x-ratelimit-remaining-tokens': '600',
    });
  });

  it('frees slots and money of a process that died, by the lease; those of living ones stay', async () => {
    const options = { leaseMs: 2_000 };
    const dying = new Instance(server.url, options);
    const living = new Instance(server.url, options);
    await Promise.all([dying.redis.ready(5_000), living.redis.ready(5_000)]);
    const three = [scope({ parallelRequests: 3, maxBudget: CENT })];
    for (let i = 0; i < 2; i += 1) granted(await dying.reserve(three, 0, CENT / 4n));
    const alive = granted(await living.reserve(three, 0, CENT / 4n));
    expect((await living.reserve(three)).granted).toBe(false);
    dying.redis.close();
    // Longer than two leases, which the living one has to prolong.
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    for (let i = 0; i < 2; i += 1) granted(await living.reserve(three, 0, CENT / 4n));
    expect(await living.reserve(three)).toMatchObject({ limit: 'max_parallel_requests', current: '3' });
    alive.settle(0, 0n);
    await sent(living);
    granted(await living.reserve(three, 0, CENT / 2n));
    await living.stop();
    await dying.stop();
  });

  it('begins with what the database says was spent, and follows it upwards only', async () => {
    const budget = [scope({ maxBudget: CENT })];
    expect((await here.reserve(budget, 0, 0n, CENT)).granted).toBe(false);
    expect((await there.reserve(budget, 0, 0n, 0n)).granted).toBe(false);
    const other = [scope({ id: 'other', maxBudget: CENT })];
    granted(await here.reserve(other, 0, CENT / 2n, 0n)).settle(0, CENT / 2n);
    await sent(here);
    expect((await there.reserve(other, 0, 0n, CENT)).granted).toBe(false);
  });

  it('counts from zero when a window is over, whoever notices first', async () => {
    const over = [scope({ maxBudget: CENT, spentSince: 1_000, resetsAt: Date.now() - 1_000 })];
    granted(await here.reserve(over, 0, CENT, CENT)).settle(0, CENT);
    await sent(here);
    expect((await there.reserve(over, 0, 0n, CENT)).granted).toBe(false);
    const next = [scope({ maxBudget: CENT, spentSince: over[0]?.resetsAt ?? 0, resetsAt: LATER })];
    expect(await there.reserve(next, 0, 0n, 0n)).toMatchObject({ granted: false, current: '0.01' });
  });

  it('follows an admin who sets the spend', async () => {
    const old = [scope({ maxBudget: CENT, spentSince: 1_000 })];
    expect((await here.reserve(old, 0, 0n, CENT)).granted).toBe(false);
    granted(await there.reserve([scope({ maxBudget: CENT, spentSince: 2_000 })], 0, 0n, 0n));
    granted(await here.reserve(old, 0, 0n, CENT));
  });

  it('never counts a cost twice that the ledger has before Redis has been told of it', async () => {
    // What the gateway does at the end of a call, and then, in the same turn of the event loop, the beginning of the next.
    let ledger = 0n;
    const budget = [scope({ maxBudget: CENT })];
    const next = () =>
      here.limits.reserve({ scopes: budget, tokens: 0, money: CENT / 4n, spent: () => ledger });
    for (let calls = 1; calls <= 4; calls += 1) {
      const call = granted(await next());
      call.settle(0, CENT / 4n);
      ledger += CENT / 4n;
    }
    await sent(here);
    expect(await there.reserve(budget, 0, 1n)).toMatchObject({ granted: false, current: '0.01' });
  });

  it('lets a budget that is raised for a time reach further until then', async () => {
    const raised = (until: number) => [scope({ maxBudget: CENT, raise: { extra: CENT, until } })];
    granted(await here.reserve(raised(LATER), 0, 2n * CENT));
    expect(await there.reserve(raised(LATER), 0, 1n)).toMatchObject({ limit: 'budget', max: '0.02' });
    const past = raised(Date.now() - 1).map((one) => ({ ...one, id: 'past' }));
    expect(await there.reserve(past, 0, 2n * CENT)).toMatchObject({ limit: 'budget', max: '0.01' });
  });

  it('counts in Redis however busy this process is when the answers come', async () => {
    await knowsScripts(here);
    const busy = new Instance(server.url, { patienceMs: 40 });
    await busy.redis.ready(5_000);
    const calls = Array.from({ length: 10 }, () => busy.reserve([scope({ requestsPerMinute: 5 })]));
    keepBusy(1_500);
    const results = await Promise.all(calls);
    expect(results.filter((one) => one.granted)).toHaveLength(5);
    expect(busy.away).toEqual([]);
    expect((await here.reserve([scope({ requestsPerMinute: 5 })])).granted).toBe(false);
    await busy.stop();
  });

  it('counts in Redis the calls that come before its connection stands, or while it is made anew', async () => {
    const early = new Instance(server.url);
    const five = [scope({ requestsPerMinute: 5, maxBudget: CENT })];
    const first = granted(await early.reserve(five, 0, CENT / 2n));
    await there.redis.run((client) => client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'));
    first.settle(0, CENT / 2n);
    granted(await early.reserve(five, 0, CENT / 2n));
    expect(await here.reserve(five, 0, 1n)).toMatchObject({ granted: false, limit: 'budget' });
    expect([...early.away, ...here.away]).toEqual([]);
    await early.stop();
  });

  it('knows its scripts again after Redis forgot them', async () => {
    const one = [scope({ requestsPerMinute: 2 })];
    granted(await here.reserve(one));
    await here.redis.run((client) => client.script('FLUSH'));
    granted(await here.reserve(one));
    expect((await here.reserve(one)).granted).toBe(false);
    expect(here.away).toEqual([]);
  });

  it('needs one command a call, and one for all that is settled in a turn of the event loop', async () => {
    const stats = () => here.redis.run((client) => client.call('INFO', 'commandstats'));
    await knowsScripts(here);
    const before = callsIn(await stats());
    const many = [scope({ parallelRequests: 100, requestsPerMinute: 100, maxBudget: DOLLAR })];
    const held = await Promise.all(Array.from({ length: 20 }, () => here.reserve(many, 10, CENT)));
    for (const one of held) granted(one).settle(5, 1n);
    await sent(here);
    expect(callsIn(await stats()) - before).toBe(21);
  });
});

/** Keeps the event loop from turning. */
function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Makes Redis read both scripts, which it does once. */
async function knowsScripts(instance: Instance): Promise<void> {
  granted(await instance.reserve([scope({ id: 'first', requestsPerMinute: 9 })])).settle(0, 0n);
  await sent(instance);
}

/** How often scripts were run. */
function callsIn(stats: unknown): number {
  return Number(/cmdstat_evalsha:calls=(\d+)/.exec(String(stats))?.[1] ?? 0);
}

describeWith('redis-server', 'RedisLimits without Redis', () => {
  it('counts in the process alone, without a wait, and together again when Redis is back', async () => {
    const server = await startRedis();
    const instance = new Instance(server.url, { patienceMs: 40 });
    await instance.redis.ready(5_000);
    const one = [scope({ requestsPerMinute: 1_000 })];
    granted(await instance.reserve(one));
    await server.stop();
    const startedAt = performance.now();
    for (let i = 0; i < 50; i += 1)
      expect(headersOf(await instance.reserve(one))).toEqual({ 'x-counted': 'alone' });
    expect((performance.now() - startedAt) / 50).toBeLessThan(50);
    expect(instance.alone.granted).toBe(50);
    expect(instance.away).toHaveLength(50);
    const again = await startRedis(server.port);
    await instance.redis.ready(10_000);
    while ('x-counted' in headersOf(await instance.reserve(one)))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await instance.stop();
    await again.stop();
  });

  it('waits for a Redis that hangs once, all calls of that moment together, and then not at all', async () => {
    const server = await startRedis();
    const instance = new Instance(server.url, { patienceMs: 250 });
    await instance.redis.ready(5_000);
    const one = [scope({ requestsPerMinute: 1_000 })];
    await knowsScripts(instance);
    await instance.redis.run((client) => client.call('CLIENT', 'PAUSE', '4000', 'ALL'));
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => instance.reserve(one)));
    const first = performance.now() - startedAt;
    expect(first).toBeGreaterThan(200);
    expect(first).toBeLessThan(1_000);
    const until = performance.now() + 2_500;
    let longest = 0;
    while (performance.now() < until) {
      const askedAt = performance.now();
      await instance.reserve(one);
      longest = Math.max(longest, performance.now() - askedAt);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(longest).toBeLessThan(150);
    while ('x-counted' in headersOf(await instance.reserve(one)))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await instance.stop();
    await server.stop();
  }, 20_000);

  it('does not wait for a Redis that hangs, and settles there what it took all the same', async () => {
    const server = await startRedis();
    const instance = new Instance(server.url, { patienceMs: 40 });
    const observer = new Instance(server.url);
    await Promise.all([instance.redis.ready(5_000), observer.redis.ready(5_000)]);
    const one = [scope({ parallelRequests: 1, maxBudget: CENT })];
    await knowsScripts(instance);
    await observer.redis.run((client) => client.call('CLIENT', 'PAUSE', '300', 'ALL'));
    const local = granted(await instance.reserve(one, 0, CENT));
    expect(instance.alone.granted).toBe(1);
    local.settle(0, CENT / 2n);
    expect(instance.alone.settled).toEqual([CENT / 2n]);
    const until = Date.now() + 10_000;
    let money = await observer.reserve(one, 0, CENT);
    while (money.granted && Date.now() < until) {
      money.settle(0, 0n);
      await new Promise((resolve) => setTimeout(resolve, 50));
      money = await observer.reserve(one, 0, CENT);
    }
    // Half a cent was settled there: a whole one does not fit any more, a half one does.
    while ((money = await observer.reserve(one, 0, CENT / 2n)) && !money.granted && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    granted(money).settle(0, 0n);
    await instance.stop();
    await observer.stop();
    await server.stop();
  });
});
