import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Fault, FakeProviders } from '@tollgate/testing';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { type RoutedDeployment, routedConfig } from '../product/routed-models.js';
import { ask, type Answer, type Ask, SURFACES } from '../product/surface.js';
import { Surroundings } from '../product/surroundings.js';

/** USD a token. */
const PRICE_OF_P = 0.001;
const PRICE_OF_Q = 0.000002;
const FIRST_TOKEN_SECONDS = 0.5;

/** What befalls P before its first content. */
const BEFORE_CONTENT: readonly { what: string; group: string; faults: Fault[]; status: number }[] = [
  {
    what: 'says 200 and then that it is overloaded',
    group: 'p-overloaded',
    faults: [{ kind: 'error-event', afterEvents: 0, status: 529 }],
    status: 503,
  },
  {
    what: 'says 429',
    group: 'p-limited',
    faults: [{ kind: 'status', status: 429, headers: { 'retry-after': '34' } }],
    status: 429,
  },
  {
    what: 'says 200 and then nothing',
    group: 'p-silent',
    faults: [{ kind: 'hang', afterEvents: 0 }],
    status: 408,
  },
  {
    what: 'begins a message, pings, and resets the connection',
    group: 'p-reset',
    faults: [{ kind: 'cut', afterEvents: 3, how: 'reset' }],
    status: 502,
  },
];

const price = (usd: number) => ({ input_cost_per_token: usd, output_cost_per_token: usd });
const p = (group: string, account = group): RoutedDeployment => ({
  group,
  account,
  provider: 'anthropic',
  params: { ...price(PRICE_OF_P), stream_timeout: FIRST_TOKEN_SECONDS },
});

const DEPLOYMENTS: readonly RoutedDeployment[] = [
  ...BEFORE_CONTENT.flatMap(({ group }) => [p(group), p(`${group}-alone`)]),
  p('p-after-content'),
  { group: 'q', account: 'q', params: price(PRICE_OF_Q) },
  ...['circle-p', 'circle-q', 'self', 'of-default'].map((group) => ({ group, account: group })),
];

const toQ = [...BEFORE_CONTENT.map(({ group }) => group), 'p-after-content'];
const SETTINGS = `router_settings:
  num_retries: 0
  disable_cooldowns: true
  default_fallbacks: ["of-default"]
  fallbacks:
${toQ.map((group) => `    - {"${group}": ["q"]}\n`).join('')}${BEFORE_CONTENT.map(({ group }) => `    - {"${group}-alone": []}\n`).join('')}    - {"circle-p": ["circle-q"]}
    - {"circle-q": ["circle-p"]}
    - {"self": ["self"]}
`;

let surroundings: Surroundings;
let fakes: FakeProviders;
let product: Product;
let key: string;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('embedded');
  const config = surroundings.write('config.yaml', routedConfig(fakes, DEPLOYMENTS, SETTINGS));
  product = await Product.start(surroundings, config);
  key = (await product.manage.generateKey()).key;
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

const callsTo = (account: string) => fakes.calls.list({ account }).length;

describe.each(SURFACES)('a stream of $name', (surface) => {
  const call = (model: string, over: Partial<Ask> = {}): Promise<Answer> =>
    ask(product, surface, { key, model, stream: true, prompt: 'say 5 words', ...over });

  beforeAll(() => fakes.reset());

  it.each(BEFORE_CONTENT)('is Q’s alone when P $what', async ({ group, faults }) => {
    const own = await product.manage.generateKey();
    fakes.always({ account: group }, { faults });
    const answer = await call(group, { key: own.key, more: { metadata: { of: group } } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-litellm-model-id')).toBe('q');
    expect(answer.headers.has('retry-after')).toBe(false);
    expect(surface.text(answer)).toBe('word1 word2 word3 word4 word5');
    expect(surface.beginnings(answer)).toBe(1);
    expect(surface.ids(answer)).toHaveLength(1);
    expect(surface.error(answer)).toBeNull();
    expect([callsTo(group), fakes.calls.last({ account: 'q' }).ending]).toEqual([1, 'complete']);
    const [row] = await eventually(async () => {
      const rows = await product.manage.spendRows(own.key);
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(row).toMatchObject({ model_id: 'q', model_group: group, status: 'success' });
    expect(row?.spend).toBeCloseTo((row?.total_tokens ?? 0) * PRICE_OF_Q, 12);
    expect(row?.metadata['routing']).toMatchObject({
      attempts: [{ deployment_id: group }, { deployment_id: 'q', outcome: 'answered' }],
    });
  });

  it.each(BEFORE_CONTENT)(
    'that has no fallback is a $status, not a 200, when its upstream $what',
    async ({ group, faults, status }) => {
      fakes.always({ account: `${group}-alone` }, { faults });
      const answer = await call(`${group}-alone`);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(surface.error(answer)?.['message']).toEqual(expect.any(String));
      expect(answer.headers.get('retry-after')).toBe(status === 429 ? '34' : null);
    },
  );

  it('is never begun anew once text has gone out: it ends with an error event', async () => {
    const before = callsTo('q');
    fakes.queue({ account: 'p-after-content' }, { faults: [{ kind: 'cut', afterEvents: 6, how: 'reset' }] });
    const answer = await call('p-after-content');
    expect(answer.status).toBe(200);
    expect(surface.text(answer)).toMatch(/^word1/);
    expect(surface.text(answer)).not.toContain('word5');
    expect(surface.beginnings(answer)).toBe(1);
    expect(surface.error(answer)).not.toBeNull();
    expect(callsTo('q')).toBe(before);
  });

  it('does not fall back to a model that its key may not use', async () => {
    const before = callsTo('q');
    const narrow = await product.manage.generateKey({ models: ['p-limited'] });
    expect((await call('p-limited', { key: narrow.key })).status).toBe(429);
    expect(callsTo('q')).toBe(before);
  });
});

describe.each([false, true])('fallbacks in a circle (streamed: %s)', (stream) => {
  const [chat] = SURFACES;
  if (!chat) throw new Error('no surface');

  it.each([
    ['P to Q and Q to P', 'circle-p', ['circle-p', 'circle-q']],
    ['P to P', 'self', ['self']],
    ['default fallbacks to themselves', 'of-default', ['of-default']],
  ])('%s are tried once each, and then it is over', async (_, group, tried) => {
    fakes.reset();
    fakes.always({}, { faults: [{ kind: 'status', status: 503 }] });
    const answer = await ask(product, chat, { key, model: group, stream });
    expect(answer.status).toBe(503);
    for (const account of tried) expect([account, callsTo(account)]).toEqual([account, 1]);
    const received = fakes.calls.list().length;
    const before = cpuMs(product.api.pid);
    await sleep(1_000);
    // A loop would take the whole second.
    expect(cpuMs(product.api.pid) - before).toBeLessThan(600);
    expect(fakes.calls.list()).toHaveLength(received);
  });
});

/** What a process has used of a processor so far. Source: proc(5), utime and stime, in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
