import { type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findProvider } from '@tollgate/llm';
import { dataOf, deployment, GatewayHost, PROMPT, routingTable } from '../testing/gateway-host.js';
import { sendJson, startStream, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  const anthropic = findProvider('anthropic');
  if (!anthropic) throw new Error('no Anthropic provider');
  upstream = await new TinyUpstream().start();
  const claude = deployment('team/quick', {
    provider: anthropic,
    target: { baseUrl: upstream.url.replace(/\/v1$/, ''), model: 'claude-up', apiKey: 'sk-ant-secret' },
  });
  host = await new GatewayHost(routingTable([claude])).start();
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => {
  host.events.length = 0;
  upstream.answer((res, { json }) => (json['stream'] === true ? stream(res) : whole(res)));
});

const USAGE = { input_tokens: 27, output_tokens: 5 };

function whole(res: ServerResponse): void {
  sendJson(res, 200, {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-up',
    content: [{ type: 'text', text: 'Hello there' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: USAGE,
  });
}

function event(type: string, data: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

const START = [
  event('message_start', {
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-up',
      content: [],
      usage: { input_tokens: 27, output_tokens: 1 },
    },
  }),
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  event('ping', {}),
].join('');
const text = (words: string) =>
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: words } });

function stream(res: ServerResponse): void {
  startStream(res);
  res.end(
    [
      START,
      text('Hello'),
      text(' there'),
      event('content_block_stop', { index: 0 }),
      event('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 5 },
      }),
      event('message_stop', {}),
    ].join(''),
  );
}

const ask = (over: Record<string, unknown> = {}) =>
  host.chat({ model: 'team/quick', messages: PROMPT, ...over });

describe('a call that has to be translated', () => {
  it('comes back as a chat completion of the asked model, billed by the upstream’s usage', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: 'team/quick',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 27, completion_tokens: 5, total_tokens: 32 },
    });
    expect(upstream.received[0]).toMatchObject({
      path: '/v1/messages',
      json: { model: 'claude-up', messages: [{ role: 'user' }] },
    });
    // 27 × 3 and 5 × 15 USD a million: 0.000156.
    expect(await host.onlyEvent()).toMatchObject({
      cost: 156_000_000n,
      usageEstimated: false,
      provider: 'anthropic',
    });
  });

  it('streams one id, one role, the asked model, and costs what the whole one costs', async () => {
    const data = dataOf(await (await ask({ stream: true })).text());
    expect(data.at(-1)).toBe('[DONE]');
    const chunks = data.filter((one) => one !== '[DONE]');
    expect(
      new Set(chunks.map(({ id, model, created, object }) => [id, model, created, object].join())).size,
    ).toBe(1);
    expect(chunks[0]).toMatchObject({ model: 'team/quick', object: 'chat.completion.chunk' });
    const deltas = chunks.flatMap(
      ({ choices }) => choices as { delta: { role?: string; content?: string } }[],
    );
    expect(deltas.filter(({ delta }) => delta.role)).toHaveLength(1);
    expect(deltas.map(({ delta }) => delta.content ?? '').join('')).toBe('Hello there');
    expect(chunks.some((one) => one['usage'])).toBe(false);
    expect(await host.onlyEvent()).toMatchObject({
      cost: 156_000_000n,
      usageEstimated: false,
      responseId: chunks[0]?.['id'],
    });
  });

  it('names the field when a message cannot be translated; nothing is sent', async () => {
    const response = await ask({ messages: [{ role: 'user', content: 7 }] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param: expect.stringMatching(/^messages\[0\]/), code: '400' },
    });
    expect(upstream.received).toHaveLength(0);
  });

  it('fails with a status before content, and with an error and no [DONE] after it', async () => {
    const overloaded = event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } });
    upstream.answer((res) => {
      startStream(res);
      res.end(START + overloaded);
    });
    expect((await ask({ stream: true })).status).toBeGreaterThanOrEqual(500);
    host.events.length = 0;
    upstream.answer((res) => {
      startStream(res);
      res.end(START + text('Par') + overloaded);
    });
    const response = await ask({ stream: true });
    expect(response.status).toBe(200);
    const reply = await response.text();
    expect(reply).toContain('Par');
    expect(reply).not.toContain('[DONE]');
    expect(reply).not.toContain('"finish_reason":"');
    expect(dataOf(reply).at(-1)).toMatchObject({ error: { message: expect.any(String) } });
    expect(await host.onlyEvent()).toMatchObject({ status: 'failure', usage: { inputTokens: 27 } });
  });

  it('is cut without its end mark, and says so', async () => {
    upstream.answer((res) => {
      startStream(res);
      res.end(START + text('Par'));
    });
    const reply = await (await ask({ stream: true })).text();
    expect(reply).not.toContain('[DONE]');
    expect(dataOf(reply).at(-1)).toHaveProperty('error');
    expect((await host.onlyEvent()).status).toBe('failure');
  });

  it('carries characters whole, however the upstream cuts them', async () => {
    upstream.answer(async (res) => {
      startStream(res);
      const bytes = Buffer.from(
        `${START}${text('北🌍é')}${event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } })}${event('message_stop', {})}`,
      );
      for (const byte of bytes) {
        res.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      res.end();
    });
    const reply = await (await ask({ stream: true })).text();
    expect(reply).toContain('北🌍é');
    expect(reply).not.toContain('\ufffd');
  });
});
