import { describe, expect, it } from '@jest/globals';
import { type RouteConditions, type RouteState } from '../route-state.js';
import { DeploymentStats } from '../stats/deployment-stats.js';
import { noteAnswer, noteFailure, noteFirstContent } from '../stats/outcomes.js';
import { begin, conditions, fault } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';
import { HealthShare } from './health-share.js';

const pair = [deployment('p', { id: 'p1' }), deployment('p', { id: 'p2' })];
const routes = table(pair);

/** Processes of one installation, whose messages are carried by hand. */
function processes(count: number, over: Partial<typeof routes> = {}) {
  const own = { ...routes, ...over };
  return Array.from({ length: count }, (_, i) => {
    const stats = new DeploymentStats();
    stats.adopt(own);
    return { stats, share: new HealthShare(stats, `process-${i}`), table: own };
  });
}
type Process = ReturnType<typeof processes>[number];

/** Everybody tells, and everybody hears it, themselves included. */
function exchange(all: readonly Process[], now: number): number {
  const messages = all.flatMap(({ share }) => share.messages(now));
  for (const text of messages) for (const { share } of all) share.receive(text, now);
  return messages.length;
}

function at(process: Process, now: number, over: Partial<RouteConditions> = {}): RouteConditions {
  return conditions(process.table, { stats: process.stats, now, ...over });
}

function sent(process: Process, now: number, over: Partial<RouteConditions> = {}): RouteState {
  const decision = begin(at(process, now, over), 'p');
  if (decision.type !== 'send') throw new Error(decision.type);
  return decision.state;
}

const limited = fault('RateLimitError', 429, 30_000);

describe('what one process learns', () => {
  it('of a cooldown holds in the others, as long as it has to, and ends there, too, when a call is answered', () => {
    const [a, b] = processes(2) as [Process, Process];
    exchange([a, b], 0);
    const state = sent(a, 0);
    noteFailure(state, limited, 10, false, a.table, 1_000);
    exchange([a, b], 1_200);
    for (let count = 0; count < 20; count += 1)
      expect(sent(b, 2_000, { random: () => count / 20 }).current.id).not.toBe(state.current.id);
    const record = b.stats.recordOf(state.current.id);
    expect([record.isCooling(30_900), record.isCooling(31_300)]).toEqual([true, false]);
    expect(record.onProbation).toBe(true);
    noteAnswer(state, 20, 1, a.table, 32_000);
    exchange([a, b], 32_200);
    expect(record.onProbation).toBe(false);
  });

  it('is told once: cooldowns do not go round and round between the processes', () => {
    const all = processes(3) as [Process, Process, Process];
    exchange(all, 0);
    noteFailure(sent(all[0], 0), limited, 10, false, routes, 1_000);
    exchange(all, 1_000);
    const until = all.map(({ stats }) => stats.recordOf('p1').coolingUntil);
    for (let now = 1_200; now < 3_000; now += 200) expect(exchange(all, now)).toBe(0);
    expect(all.map(({ stats }) => stats.recordOf('p1').coolingUntil)).toEqual(until);
    expect(until[0]).toBe(31_000);
  });

  it('of latency decides in the others', () => {
    const [a, b] = processes(2, { strategy: 'latency-based-routing' }) as [Process, Process];
    exchange([a, b], 0);
    for (const [place, ms] of [
      [0, 4_000],
      [1, 100],
    ] as const) {
      const state = { ...sent(a, 0), record: a.stats.recordOf(`p${place + 1}`) };
      noteAnswer(state, ms, 10, a.table, 100);
      noteFirstContent(state, ms, a.table, 100);
    }
    exchange([a, b], 200);
    for (let count = 0; count < 10; count += 1)
      expect([sent(b, 300).current.id, sent(b, 300, { stream: true }).current.id]).toEqual(['p2', 'p2']);
  });

  it('of calls on their way counts for least-busy and for max_parallel_requests, until they are over', () => {
    const one = [deployment('p', { id: 'p1', maxParallelRequests: 2 })];
    const [a, b] = processes(2, table(one)) as [Process, Process];
    exchange([a, b], 0);
    const record = a.stats.recordOf('p1');
    record.claim(0);
    record.claim(0);
    exchange([a, b], 100);
    expect(begin(at(b, 100), 'p')).toMatchObject({ type: 'unavailable', reason: 'limited' });
    record.release(0, true, 200);
    exchange([a, b], 300);
    expect(begin(at(b, 300), 'p').type).toBe('send');
    expect(b.stats.recordOf('p1').busy).toBe(1);
  });

  it('of requests and tokens counts towards rpm and tpm', () => {
    const one = [deployment('p', { id: 'p1', rpm: 3 })];
    const [a, b] = processes(2, table(one)) as [Process, Process];
    exchange([a, b], 0);
    for (let count = 0; count < 3; count += 1) a.stats.recordOf('p1').claim(10);
    exchange([a, b], 100);
    expect(begin(at(b, 100), 'p')).toMatchObject({ type: 'unavailable', reason: 'limited' });
    expect(begin(at(b, 60_001), 'p').type).toBe('send');
  });
});

describe('a process that', () => {
  it('dies takes its calls on their way with it', () => {
    const [a, b] = processes(2) as [Process, Process];
    exchange([a, b], 0);
    a.stats.recordOf('p1').claim(0);
    exchange([a, b], 100);
    expect(b.stats.recordOf('p1').busy).toBe(1);
    b.share.messages(5_200);
    expect(b.stats.recordOf('p1').busy).toBe(0);
  });

  it('has long calls on their way says so again and again', () => {
    const [a, b] = processes(2) as [Process, Process];
    exchange([a, b], 0);
    a.stats.recordOf('p1').claim(0);
    for (let now = 200; now < 20_000; now += 200) exchange([a, b], now);
    expect(b.stats.recordOf('p1').busy).toBe(1);
  });

  it('comes later, or was cut off, asks and is told what holds', () => {
    const [a, b] = processes(2) as [Process, Process];
    exchange([a], 0);
    a.stats.recordOf('p1').coolUntil(60_000);
    exchange([a], 100);
    exchange([a, b], 1_000);
    exchange([a, b], 1_200);
    expect(b.stats.recordOf('p1').isCooling(59_000)).toBe(true);
    a.stats.recordOf('p2').coolUntil(90_000);
    a.share.messages(1_400);
    b.share.beginAnew();
    exchange([a, b], 1_600);
    exchange([a, b], 1_800);
    expect(b.stats.recordOf('p2').isCooling(89_000)).toBe(true);
  });

  it('says what nobody understands is passed over', () => {
    const [a] = processes(1) as [Process];
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"from":7,"of":[]}',
      '{"from":"x","of":[["p1",1]]}',
      '{"from":"x","of":[["nobody",9,9,9,9,9,9,[],[],[]]]}',
    ])
      a.share.receive(text, 0);
    expect([...a.stats.records].every((record) => record.busy === 0 && !record.isCooling(1))).toBe(true);
    a.share.receive('{"from":"x","of":[["p1",5000,1,0,0,0,0,[],[],[]]]}', 0);
    expect(a.stats.recordOf('p1').isCooling(4_000)).toBe(true);
  });

  it('has many deployments tells of them in messages that every transport carries', () => {
    const many = table(
      Array.from({ length: 500 }, (_, i) => deployment('p', { id: `${i}`.padStart(64, 'x') })),
    );
    const [a, b] = processes(2, many) as [Process, Process];
    exchange([a, b], 0);
    for (const list of many.groups.values()) for (const { id } of list) a.stats.recordOf(id).coolUntil(9_000);
    const messages = a.share.messages(100);
    expect(messages.length).toBeGreaterThan(5);
    for (const text of messages) {
      expect(Buffer.byteLength(text)).toBeLessThan(7_999);
      b.share.receive(text, 100);
    }
    expect([...b.stats.records].filter((record) => record.isCooling(8_000))).toHaveLength(500);
  });
});
