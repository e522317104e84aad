import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Fault, FakeProviders } from '@tollgate/testing';
import { Product } from '../product/product.js';
import { type RoutedDeployment, routedConfig } from '../product/routed-models.js';
import { ask, type Answer, type Ask, SURFACES } from '../product/surface.js';
import { Surroundings } from '../product/surroundings.js';

const RETRIES = 3;

/** A prompt's own faults, as the vendors word them. */
const OF_THE_PROMPT = [
  {
    what: 'a content filter of Azure',
    provider: 'azure',
    group: 'filtered',
    code: 'content_filter',
    body: {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: { code: 'ResponsibleAIPolicyViolation' },
      },
    },
  },
  {
    what: 'a prompt that is too long',
    provider: 'openai',
    group: 'long',
    code: 'context_length_exceeded',
    body: {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    },
  },
  {
    what: 'an invalid parameter',
    provider: 'openai',
    group: 'invalid',
    code: 'unsupported_value',
    body: {
      error: {
        message: "Unsupported value: 'temperature' does not support 3.",
        type: 'invalid_request_error',
        param: 'temperature',
        code: 'unsupported_value',
      },
    },
  },
] as const;

const TRANSIENT: readonly { group: string; fault: Fault; status: number }[] = [
  { group: 'fails-500', fault: { kind: 'status', status: 500 }, status: 500 },
  { group: 'fails-503', fault: { kind: 'status', status: 503 }, status: 503 },
  { group: 'fails-529', fault: { kind: 'status', status: 529 }, status: 503 },
  { group: 'fails-silent', fault: { kind: 'hang' }, status: 408 },
];

const DEPLOYMENTS: readonly RoutedDeployment[] = [
  ...OF_THE_PROMPT.map(({ group, provider }) => ({ group, account: group, provider })),
  { group: 'long-with-fallback', account: 'long-small' },
  { group: 'longer', account: 'long-large' },
  ...['401', '403'].flatMap((status) => [
    { group: `refused-${status}`, account: `refusing-${status}`, params: { order: 1 } },
    { group: `refused-${status}`, account: `accepting-${status}`, params: { order: 2 } },
    { group: `all-refused-${status}`, account: `refusing-${status}-a` },
    { group: `all-refused-${status}`, account: `refusing-${status}-b` },
  ]),
  { group: 'poor', account: 'without-credit', provider: 'anthropic', params: { order: 1 } },
  { group: 'poor', account: 'with-credit', params: { order: 2 } },
  ...TRANSIENT.map(({ group }) => ({ group, account: group, params: { timeout: 0.3 } })),
  { group: 'patient', account: 'patient', info: { allowed_fails: 2 } },
];

const SETTINGS = `router_settings:
  num_retries: ${RETRIES}
  cooldown_time: 60
  context_window_fallbacks: [{"long-with-fallback": ["longer"]}]
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
const status = (code: number, body?: object): Fault => ({
  kind: 'status',
  status: code,
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

/** Both ways a surface is asked. */
const WAYS = SURFACES.flatMap((surface) =>
  [false, true].map((stream) => ({ surface, stream, way: `${surface.name}${stream ? ', streamed' : ''}` })),
);

describe.each(WAYS)('a failing upstream, $way', ({ surface, stream }) => {
  const call = (model: string, over: Partial<Ask> = {}): Promise<Answer> =>
    ask(product, surface, { key, model, stream, ...over });

  async function expectServed(model: string): Promise<void> {
    const answer = await call(model, { prompt: 'a good prompt' });
    expect({ status: answer.status, text: surface.text(answer) }).toEqual({
      status: 200,
      text: 'a good prompt',
    });
  }

  beforeAll(() => fakes.reset());

  it.each(OF_THE_PROMPT)(
    'is asked once about $what, which the client hears; the next prompt is served',
    async (given) => {
      fakes.queue({ account: given.group }, { faults: [status(400, given.body)] });
      const answer = await call(given.group);
      expect(answer.status).toBe(400);
      const told = surface.tellsCodes ? { code: given.code } : { type: 'invalid_request_error' };
      expect(surface.error(answer)).toMatchObject(told);
      expect(callsTo(given.group)).toBe(1);
      await expectServed(given.group);
    },
  );

  it('is not asked again about a prompt that is too long: the larger model is, once', async () => {
    fakes.queue({ account: 'long-small' }, { faults: [status(400, OF_THE_PROMPT[1].body)] });
    const answer = await call('long-with-fallback', { prompt: 'read this' });
    expect({ status: answer.status, text: surface.text(answer) }).toEqual({ status: 200, text: 'read this' });
    expect([callsTo('long-small'), callsTo('long-large')]).toEqual([1, 1]);
    await expectServed('long-with-fallback');
    expect(callsTo('long-small')).toBe(2);
  });

  it.each([401, 403])(
    'that refuses the gateway’s key with %i is asked once; the others serve',
    async (code) => {
      fakes.always({ account: `refusing-${code}` }, { faults: [status(code)] });
      await expectServed(`refused-${code}`);
      await expectServed(`refused-${code}`);
      // It is out of service, since the first call of all.
      expect(callsTo(`refusing-${code}`)).toBeLessThanOrEqual(1);
    },
  );

  it('that has no credit left is out of service at once: its account is at fault, not the prompt', async () => {
    const broke = {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message:
          'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      },
    };
    fakes.always({ account: 'without-credit' }, { faults: [status(400, broke)] });
    await expectServed('poor');
    await expectServed('poor');
    expect(callsTo('without-credit')).toBeLessThanOrEqual(1);
  });
});

describe('a group that fails as a whole', () => {
  const [chat] = SURFACES;
  if (!chat) throw new Error('no surface');
  const call = (model: string): Promise<Answer> => ask(product, chat, { key, model });

  beforeAll(() => fakes.reset());

  it.each([401, 403])(
    'with %i at every deployment is no 401 of the client’s, and its words stay inside',
    async (code) => {
      const accounts = [`refusing-${code}-a`, `refusing-${code}-b`];
      for (const account of accounts) fakes.always({ account }, { faults: [status(code)] });
      const answer = await call(`all-refused-${code}`);
      expect(answer.status).toBe(502);
      expect(answer.text).not.toMatch(/API key|sk-|not allowed to use this model/);
      expect(chat.error(answer)).toMatchObject({ type: 'upstream_account_error' });
      expect(accounts.map(callsTo)).toEqual([1, 1]);
    },
  );

  it('is tried as often as configured, then its failure is the client’s; it is not out of service for that', async () => {
    for (const { group, fault } of TRANSIENT)
      fakes.queue({ account: group }, ...Array.from({ length: RETRIES + 1 }, () => ({ faults: [fault] })));
    const answers = await Promise.all(TRANSIENT.map(({ group }) => call(group)));
    expect(answers.map((answer) => answer.status)).toEqual(TRANSIENT.map((one) => one.status));
    expect(TRANSIENT.map(({ group }) => callsTo(group))).toEqual(TRANSIENT.map(() => RETRIES + 1));
    const next = await Promise.all(TRANSIENT.map(({ group }) => call(group)));
    expect(next.map((answer) => answer.status)).toEqual(TRANSIENT.map(() => 200));
  });

  it('is out of service only after as many failures as are allowed', async () => {
    const failing = (times: number) =>
      fakes.queue(
        { account: 'patient' },
        ...Array.from({ length: times }, () => ({ faults: [status(500)] })),
      );
    const once = (): Promise<Answer> =>
      ask(product, chat, { key, model: 'patient', more: { num_retries: 0 } });
    failing(2);
    expect([(await once()).status, (await once()).status]).toEqual([500, 500]);
    expect((await once()).status).toBe(200);
    failing(1);
    expect((await once()).status).toBe(500);
    const refused = await once();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(callsTo('patient')).toBe(4);
  });
});
