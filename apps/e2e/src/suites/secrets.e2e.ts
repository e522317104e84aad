import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders, freePort } from '@tollgate/testing';
import { Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

const PROVIDER_KEY = 'sk-test-secret-of-the-provider-2';
const CALLER_KEY = 'sk-unknown-0000-of-a-stranger';

let surroundings: Surroundings;
let fakes: FakeProviders;
let product: Product;
/** Everything the product has said: replies, rows, pages of the management API. */
const said: string[] = [];

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('services');
  const closed = await freePort();
  const deployment = (name: string, base: string) =>
    `  - model_name: ${name}\n    litellm_params: { model: openai/gpt-4o, api_key: ${PROVIDER_KEY}, api_base: "${base}" }\n`;
  const config = surroundings.write(
    'config.yaml',
    `model_list:\n${deployment('echoes', fakes.baseUrl('openai'))}${deployment('echoes-html', fakes.baseUrl('openai', 'second'))}${deployment('answers', fakes.baseUrl('openai', 'third'))}${deployment('refused', `http://127.0.0.1:${closed}/v1`)}${deployment('unresolved', 'http://no-such-host.invalid/v1')}router_settings:\n  num_retries: 0\nlitellm_settings:\n  set_verbose: true\n`,
  );
  product = await Product.start(surroundings, config, { env: { LITELLM_LOG: 'DEBUG', LOG_LEVEL: 'debug' } });
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

async function chat(key: string, model: string): Promise<number> {
  const reply = await fetch(`${product.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'x' }] }),
  });
  said.push(JSON.stringify([...reply.headers]), await reply.text());
  return reply.status;
}

describe('a secret never leaves: not in replies, logs, rows, metrics or the model list', () => {
  it('whatever goes wrong', async () => {
    const { key } = await product.manage.generateKey();
    const echo = `Incorrect API key provided: ${PROVIDER_KEY}. Try http://10.0.0.1/v1?key=${PROVIDER_KEY}`;
    const body = JSON.stringify({
      error: { message: echo, type: 'invalid_request_error', code: 'invalid_api_key' },
    });
    fakes.queue({ provider: 'openai' }, { faults: [{ kind: 'status', status: 401, body }] });
    expect(await chat(key, 'echoes')).toBeGreaterThanOrEqual(400);
    fakes.queue(
      { provider: 'openai' },
      { faults: [{ kind: 'status', status: 500, body: `<html>${echo}</html>` }] },
    );
    expect(await chat(key, 'echoes-html')).toBeGreaterThanOrEqual(500);
    expect(await chat(key, 'refused')).toBeGreaterThanOrEqual(500);
    expect(await chat(key, 'unresolved')).toBeGreaterThanOrEqual(500);
    expect(await chat(CALLER_KEY, 'echoes')).toBe(401);
    expect(await chat(key, 'answers')).toBe(200);
    said.push(
      JSON.stringify(await product.manage.call('GET', '/model/info')),
      JSON.stringify(await product.manage.spendRows(key)),
      JSON.stringify(await product.manage.keyInfo(key)),
      await (await fetch(`${product.url}/metrics`)).text(),
      await (await fetch(`${product.url}/health/readiness`)).text(),
    );
    const everything = `${said.join('\n')}\n${product.printed}`;
    const password = /:\/\/[^:]+:([^@]+)@/.exec(surroundings.env['DATABASE_URL'] ?? '')?.[1];
    for (const secret of [
      PROVIDER_KEY,
      CALLER_KEY,
      key,
      'sk-master-of-the-tests',
      password ?? PROVIDER_KEY,
    ]) {
      expect(everything.split(secret)).toHaveLength(1);
    }
    // The five calls that failed; an answered one names its deployment's address in a header, as LiteLLM does.
    expect(said.slice(0, 10).join('\n')).not.toMatch(/127\.0\.0\.1|no-such-host|ECONNREFUSED|ENOTFOUND/);
    expect(said.join('\n')).not.toMatch(/\bat .+\.js:\d+/);
  });
});
