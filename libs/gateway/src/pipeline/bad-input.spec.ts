import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deployment, GatewayHost, KEY, PROMPT, routingTable } from '../testing/gateway-host.js';
import { answerHello, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  const settings = { maxRequestBytes: 10_000, bodyTimeoutMs: 150 };
  host = await new GatewayHost(
    routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    settings,
  ).start();
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => {
  upstream.answer(answerHello);
  host.events.length = 0;
});
afterEach(async () => {
  // Whatever came before: the process lives and serves.
  expect((await host.chat({ model: 'quick', messages: PROMPT })).status).toBe(200);
});

const messages = JSON.stringify(PROMPT);

describe('a bad body', () => {
  const cases: [string, string, string][] = [
    ['nothing', '', 'body'],
    ['no JSON', 'hello', 'body'],
    ['a list', '[]', 'body'],
    ['cut JSON', '{"model":"quick","messages":[', 'messages'],
    ['trailing text', `{"model":"quick","messages":${messages}} {}`, 'body'],
    ['a NUL character', `{"model":"quick\0","messages":${messages}}`, 'body'],
    ['absurd nesting', `{"model":"quick","messages":${'['.repeat(4_000)}${']'.repeat(4_000)}}`, 'body'],
    ['no model', `{"messages":${messages}}`, 'model'],
    ['a model that is a number', `{"model":7,"messages":${messages}}`, 'model'],
    ['an empty model', `{"model":"","messages":${messages}}`, 'model'],
    ['a model with a NUL escape', `{"model":"quick\\u0000","messages":${messages}}`, 'model'],
    ['an endless model', `{"model":"${'m'.repeat(300)}","messages":${messages}}`, 'model'],
    ['an unknown model', `{"model":"nobody","messages":${messages}}`, 'model'],
    ['a URL as model', `{"model":"openai/http://evil/","messages":${messages}}`, 'model'],
    ['no messages', '{"model":"quick"}', 'messages'],
    ['messages that are a text', '{"model":"quick","messages":"hi"}', 'messages'],
    ['no message at all', '{"model":"quick","messages":[ ]}', 'messages'],
    ['a message that is a text', '{"model":"quick","messages":["hi"]}', 'messages[0]'],
    ['a stream that is a text', `{"model":"quick","messages":${messages},"stream":"yes"}`, 'stream'],
    [
      'stream options that are a list',
      `{"model":"quick","messages":${messages},"stream_options":[]}`,
      'stream_options',
    ],
    ['a negative bound', `{"model":"quick","messages":${messages},"max_tokens":-1}`, 'max_tokens'],
    ['retries that are a text', `{"model":"quick","messages":${messages},"num_retries":"x"}`, 'num_retries'],
    ['tags that are no texts', `{"model":"quick","messages":${messages},"tags":[1]}`, 'tags'],
    ['metadata that is a list', `{"model":"quick","messages":${messages},"metadata":[]}`, 'metadata'],
    [
      'a feature that is not built',
      `{"model":"quick","messages":${messages},"guardrails":["pii"]}`,
      'guardrails',
    ],
    [
      'a forced failure',
      `{"model":"quick","messages":${messages},"mock_testing_fallbacks":true}`,
      'mock_testing_fallbacks',
    ],
  ];
  it.each(cases)(
    'with %s is a 400 that names the field; nothing is charged or sent',
    async (_, body, param) => {
      const response = await host.chat(body);
      expect(response.status).toBe(400);
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      expect(error).toMatchObject({ type: 'invalid_request_error', code: '400' });
      // A cut list is seen where it begins or where the body ends.
      expect([param, 'body']).toContain(error['param']);
      if (param !== 'messages') expect(error['param']).toBe(param);
      expect(upstream.received).toHaveLength(0);
      for (const event of host.events)
        expect(event).toMatchObject({ status: 'failure', cost: 0n, usage: null });
      host.events.length = 0;
    },
  );

  it('over the size limit is a 413, told or untold', async () => {
    const large = JSON.stringify({
      model: 'quick',
      messages: [{ role: 'user', content: 'x'.repeat(20_000) }],
    });
    expect((await host.chat(large)).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i += 1)
          controller.enqueue(new TextEncoder().encode(large.slice(i * 1_000, (i + 1) * 1_000)));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: stream,
      duplex: 'half',
    };
    const untold = await fetch(`${host.url}/v1/chat/completions`, init as RequestInit);
    expect(untold.status).toBe(413);
    expect(await untold.json()).toMatchObject({ error: { param: 'body' } });
  });

  it('that drips in too slowly is a 408', async () => {
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(host.port, '127.0.0.1', () => {
        socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"model"');
      });
      let text = '';
      socket.on('data', (data) => (text += data.toString()));
      socket.on('close', () => resolve(text));
      setTimeout(() => socket.write(':'), 50);
    });
    expect(reply).toMatch(/^HTTP\/1\.1 408 /);
    expect(reply).toContain('"param":"body"');
  });

  it('that is compressed is refused by its header’s name', async () => {
    const response = await host.chat(
      { model: 'quick', messages: PROMPT },
      { headers: { 'content-encoding': 'gzip' } },
    );
    expect(await response.json()).toMatchObject({ error: { param: 'content-encoding', code: '400' } });
  });
});

describe('a caller who would choose where the provider’s key goes', () => {
  const evil = 'http://127.0.0.1:9/x';
  it.each<[string, Record<string, unknown>, string]>([
    ['api_base', { api_base: evil }, 'api_base'],
    ['base_url', { base_url: evil }, 'base_url'],
    ['user_config', { user_config: {} }, 'user_config'],
    ['extra_body', { extra_body: { api_base: evil } }, 'extra_body.api_base'],
    ['metadata', { metadata: { a: [{ api_base: evil }] } }, 'metadata.a[0].api_base'],
    ['litellm_params', { litellm_params: { api_base: evil } }, 'litellm_params'],
    ['fallbacks', { fallbacks: [{ model: 'quick', api_base: evil }] }, 'fallbacks[0].api_base'],
    ['extra_headers', { extra_headers: { Host: 'evil' } }, 'extra_headers'],
    ['an escaped name', { placeholder: 1 }, 'api_base'],
  ])('through %s is refused by the field’s name', async (_, members, param) => {
    const text = JSON.stringify({ model: 'quick', messages: PROMPT, ...members });
    const response = await host.chat(text.replace('"placeholder":1', `"api\\u005fbase":"${evil}"`));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param } });
    expect(upstream.received).toHaveLength(0);
  });

  it('cannot smuggle a second model past authorization', async () => {
    await host.chat(`{"model":"quick","mod\\u0065l":"quick","messages":${messages},"model":"quick"}`);
    expect(upstream.received[0]?.text).toBe(`{"messages":${messages},"model":"gpt-up"}`);
  });

  it('cannot use its own provider key unless the operator allows it', async () => {
    const refused = await host.chat({ model: 'quick', messages: PROMPT, api_key: 'sk-theirs' });
    expect(refused.status).toBe(400);
    host.settings = { ...host.settings, allowClientSideCredentials: true };
    await host.chat({ model: 'quick', messages: PROMPT, api_key: 'sk-theirs' });
    host.settings = { ...host.settings, allowClientSideCredentials: false };
    expect(upstream.received[0]?.headers.authorization).toBe('Bearer sk-theirs');
    expect(upstream.received[0]?.json).toEqual({ model: 'gpt-up', messages: PROMPT });
  });
});

describe('header injection', () => {
  it('does not get through a model name, a call id or an upstream header', async () => {
    const name = 'quick\r\nset-cookie: a=b';
    const response = await host.chat({ model: name, messages: PROMPT });
    expect(response.status).toBe(400);
    expect(response.headers.has('set-cookie')).toBe(false);
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('nä me', { id: 'id\r\nx: y', target: { baseUrl: upstream.url } })]),
    };
    const odd = await host.chat({ model: 'nä me', messages: PROMPT });
    expect(odd.status).toBe(200);
    expect(odd.headers.get('x-litellm-model-id')).toBe('id%0D%0Ax%3A%20y');
    expect(odd.headers.get('x-litellm-model-group')).toBe('n%C3%A4%20me');
    expect(await odd.json()).toMatchObject({ model: 'nä me' });
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    };
  });
});
