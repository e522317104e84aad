import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { configFor } from '../product/config-file.js';
import { Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

let surroundings: Surroundings;
let fakes: FakeProviders;
let product: Product;
let key: string;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('embedded');
  const extra = 'general_settings:\n  max_request_size_mb: 1\n';
  const config = surroundings.write('config.yaml', configFor(fakes, extra));
  product = await Product.start(surroundings, config);
  key = (await product.manage.generateKey()).key;
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

const user = { role: 'user', content: 'hi' };

interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null };
}

async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const reply = await fetch(`${product.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: reply.status, text: await reply.text() };
}

/** Sends bytes as they are; @returns all that comes back until the connection ends */
async function raw(bytes: string, thenMs = 5_000): Promise<string> {
  return await new Promise((resolve) => {
    let answer = '';
    const { port } = new URL(product.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setTimeout(thenMs, () => socket.destroy());
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('bad input gets a 4xx that names the field, in OpenAI’s error shape', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, number, string | null]>([
    ['malformed JSON', '{"model":"gpt","messages":[', 400, null],
    ['an empty body', '', 400, null],
    ['JSON that is no object', '[1,2]', 400, null],
    ['JSON null', 'null', 400, null],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), 400, null],
    ['no model', JSON.stringify({ messages: [user] }), 400, 'model'],
    ['an empty model', JSON.stringify({ model: '', messages: [user] }), 400, 'model'],
    ['a model that is no text', JSON.stringify({ model: 7, messages: [user] }), 400, 'model'],
    ['no messages', JSON.stringify({ model: 'gpt' }), 400, 'messages'],
    ['empty messages', JSON.stringify({ model: 'gpt', messages: [] }), 400, 'messages'],
    ['messages that are no list', JSON.stringify({ model: 'gpt', messages: 'hi' }), 400, 'messages'],
    ['a message that is no object', JSON.stringify({ model: 'gpt', messages: ['hi'] }), 400, 'messages[0]'],
    [
      'an unknown role',
      JSON.stringify({ model: 'gpt', messages: [{ role: 'boss', content: 'x' }] }),
      400,
      'messages[0].role',
    ],
    [
      'content of a wrong type',
      JSON.stringify({ model: 'gpt', messages: [{ role: 'user', content: 5 }] }),
      400,
      'messages[0].content',
    ],
    [
      'a stream that is no truth value',
      JSON.stringify({ model: 'gpt', messages: [user], stream: 'yes' }),
      400,
      'stream',
    ],
    ['an unknown model', JSON.stringify({ model: 'nope', messages: [user] }), 400, null],
    ['absurd nesting', `{"model":"gpt","messages":${nested(50_000)}}`, 400, null],
    ['a model name with NUL', JSON.stringify({ model: 'gpt\u0000', messages: [user] }), 400, null],
    [
      'a model name of a megabyte',
      JSON.stringify({ model: 'g'.repeat(900_000), messages: [user] }),
      400,
      null,
    ],
  ])('%s', async (_, body, status, param) => {
    const reply = await send(body);
    expect({ status: reply.status, text: reply.text.slice(0, 300) }).toMatchObject({ status });
    const { error } = JSON.parse(reply.text) as ErrorBody;
    expect(error).toMatchObject({ message: expect.stringMatching(/\S/), type: expect.any(String) });
    expect(error.message.length).toBeLessThan(2_000);
    if (param !== null) expect(error.param).toContain(param);
    expect(reply.text).not.toMatch(/\bat .+\.js:\d+/);
  });

  it('a body over the limit is refused with 400 or 413, announced or not', async () => {
    const big = JSON.stringify({
      model: 'gpt',
      messages: [{ role: 'user', content: 'x'.repeat(2_000_000) }],
    });
    expect([400, 413]).toContain((await send(big)).status);
    const unannounced = await raw(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ntransfer-encoding: chunked\r\n\r\n` +
        `${(1_500_000).toString(16)}\r\n${'x'.repeat(1_500_000)}\r\n0\r\n\r\n`,
    );
    expect(unannounced).toMatch(/^HTTP\/1\.1 (400|413) /);
  });

  it('header injection does not get through: not in the model name, not in header values', async () => {
    const reply = await fetch(`${product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'x-litellm-call-id': 'abc%0d%0aset-cookie: a=b' },
      body: JSON.stringify({ model: 'gpt\r\nset-cookie: a=b', messages: [user] }),
    });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('set-cookie')).toBeNull();
    const smuggled = await raw(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    );
    expect(smuggled).toMatch(/^HTTP\/1\.1 400 /);
    expect(smuggled.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  it('NUL in a message is passed on or refused, and its row is stored', async () => {
    const reply = await send(
      JSON.stringify({ model: 'gpt', messages: [{ role: 'user', content: 'a\u0000b' }], user: 'u\u0000' }),
    );
    expect([200, 400]).toContain(reply.status);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s on a POST route is a 405 or 404', async (method) => {
    const reply = await fetch(`${product.url}/v1/chat/completions`, {
      method,
      headers: { authorization: `Bearer ${key}` },
    });
    expect([404, 405]).toContain(reply.status);
  });

  it('no key, a malformed one and an unknown one are 401', async () => {
    const attempts: Record<string, string>[] = [
      {},
      { authorization: 'Bearer ' },
      { authorization: 'sk-raw' },
      { authorization: 'Bearer sk-unknown-0000' },
    ];
    const statuses = await Promise.all(
      attempts.map(async (headers) => {
        const url = `${product.url}/v1/chat/completions`;
        const body = JSON.stringify({ model: 'gpt', messages: [user] });
        const reply = await fetch(url, { method: 'POST', headers, body });
        expect(((await reply.json()) as ErrorBody).error.message).toMatch(/\S/);
        return reply.status;
      }),
    );
    expect(statuses).toEqual([401, 401, 401, 401]);
  });

  it('the caller does not choose where the provider’s key is sent', async () => {
    const evil = 'http://127.0.0.1:9/x';
    for (const extra of [
      { api_base: evil },
      { base_url: evil },
      { extra_body: { api_base: evil } },
      { metadata: { api_base: evil } },
    ]) {
      const reply = await send(JSON.stringify({ model: 'gpt', messages: [user], ...extra }));
      // Refused by name, or the field does nothing: the call goes to the deployment's own address.
      expect([200, 400, 401]).toContain(reply.status);
      if (reply.status !== 200) expect(reply.text).toMatch(/api_base|base_url|extra_body|metadata/);
    }
  });
});

describe('what is slow or breaks off costs others nothing', () => {
  // That such a body ends in a 408 after its minute is proven in libs/gateway, with a shorter minute.
  it('fifty bodies that trickle in do not keep others waiting', async () => {
    const { port } = new URL(product.url);
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 1000\r\n\r\n{`,
      );
      return socket;
    });
    await sleep(300);
    const started = Date.now();
    const good = await send(JSON.stringify({ model: 'gpt', messages: [user] }));
    expect(good.status).toBe(200);
    expect(Date.now() - started).toBeLessThan(2_000);
    for (const socket of sockets) socket.destroy();
  });
});

describe('after all of that', () => {
  it('the process lives, and nothing was charged but the calls that were answered', async () => {
    expect((await fetch(`${product.url}/health/liveliness`)).status).toBe(200);
    const reply = await send(JSON.stringify({ model: 'gpt', messages: [user] }));
    expect(reply.status).toBe(200);
    await sleep(3_000);
    const rows = await product.manage.spendRows(key);
    const charged = rows.filter((row) => row.status !== 'success' && (row.spend ?? 0) > 0);
    expect(charged).toEqual([]);
    const answered = fakes.calls.list({ provider: 'openai' }).filter((call) => call.status === 200);
    expect(rows.filter((row) => row.status === 'success')).toHaveLength(answered.length);
  });
});
