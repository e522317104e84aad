import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, FAULT_KINDS } from './faults/fault.js';
import { FakeProviders } from './fake-providers.js';

let fakes: FakeProviders;

beforeAll(async () => {
  fakes = await FakeProviders.start();
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const TEXT = '北🌍é "quoted"';

/** One streamed chat call to the compatible fake, with the faults on request by header. */
async function stream(faults: Fault[], extra: object = {}, signal?: AbortSignal): Promise<Response> {
  return await fetch(`${fakes.baseUrl('compatible')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-fake-fault': JSON.stringify(faults) },
    body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: TEXT }], ...extra }),
    ...(signal === undefined ? {} : { signal }),
  });
}

interface Chunk {
  id: string;
  choices: { delta: { content?: string } & Record<string, unknown>; finish_reason: string | null }[];
  usage?: { total_tokens: number } | null;
  error?: object;
}

function chunksOf(text: string): Chunk[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '' && frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as Chunk);
}

function contentOf(chunks: Chunk[]): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
}

describe('faults before the first byte', () => {
  it('answers a status with its headers and the vendor’s own error body, or a body of the caller’s', async () => {
    const limited = await stream([{ kind: 'status', status: 429, headers: { 'retry-after': '34' } }]);
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('34');
    expect(await limited.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    const html = await stream([{ kind: 'status', status: 502, body: '<html>Bad gateway</html>' }]);
    expect(await html.text()).toBe('<html>Bad gateway</html>');
  });

  it('refuses the connection, or hangs until the client leaves', async () => {
    await expect(stream([{ kind: 'refuse-connection' }])).rejects.toThrow('fetch failed');
    const patience = new AbortController();
    const silent = stream([{ kind: 'hang' }], {}, patience.signal);
    await fakes.calls.waitFor((call) => call.ending === 'open');
    patience.abort();
    await expect(silent).rejects.toThrow('aborted');
    const call = await fakes.calls.waitFor((ended) => ended.ending === 'client-left');
    expect(call.status).toBeNull();
  });

  it('refuses stream_options only when they are sent', async () => {
    expect((await stream([{ kind: 'refuse-stream-options' }])).status).toBe(200);
    const refused = await stream([{ kind: 'refuse-stream-options' }], {
      stream_options: { include_usage: true },
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('stream_options');
  });
});

describe('faults in the middle of a stream', () => {
  it('cuts by reset, or by an end that looks clean', async () => {
    await expect((await stream([{ kind: 'cut', afterEvents: 2, how: 'reset' }])).text()).rejects.toThrow();
    const ended = await (await stream([{ kind: 'cut', afterEvents: 2, how: 'end' }])).text();
    expect(chunksOf(ended)).toHaveLength(2);
    expect(ended).not.toContain('[DONE]');
  });

  it('breaks a whole reply off in its middle', async () => {
    const cut = { kind: 'cut', afterEvents: 1, how: 'end' } as const;
    const text = await (await stream([cut], { stream: false })).text();
    expect(text).toMatch(/^\{"id":/);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('leaves out the end mark, breaks JSON, or sends the error event', async () => {
    const endless = await (await stream([{ kind: 'no-end-mark' }])).text();
    expect(contentOf(chunksOf(endless))).toBe(TEXT);
    expect(endless).not.toContain('[DONE]');
    const broken = await (await stream([{ kind: 'bad-json', atEvent: 1 }])).text();
    expect(() => chunksOf(broken)).toThrow(SyntaxError);
    const failed = chunksOf(
      await (await stream([{ kind: 'error-event', afterEvents: 2, message: 'boom' }])).text(),
    );
    expect(failed.at(-1)).toMatchObject({ error: { message: 'boom', type: 'server_error' } });
    expect(failed).toHaveLength(3);
  });

  it('drips, and sees the client leave in the middle', async () => {
    const patience = new AbortController();
    const reply = await stream([{ kind: 'drip', ms: 30 }], {}, patience.signal);
    await reply.body?.getReader().read();
    patience.abort();
    const call = await fakes.calls.waitFor((ended) => ended.ending === 'client-left');
    expect(call.eventsSent).toBeGreaterThan(0);
    expect(call.eventsSent).toBeLessThan(4);
  });

  it('splits the bytes anywhere, characters included, without changing them', async () => {
    const pieces = await rawReply([{ kind: 'split', every: 1 }]);
    // Byte by byte: far more network reads than events, and the same text once joined.
    expect(pieces.length).toBeGreaterThan(100);
    const body = Buffer.concat(pieces).toString('utf8');
    expect(body).toContain('北');
    const whole = await (await stream([{ kind: 'split', at: [200, 201, 202] }])).text();
    expect(contentOf(chunksOf(whole))).toBe(TEXT);
  });

  it('tells usage nowhere, in every chunk, or in the last content chunk', async () => {
    const asked = { stream_options: { include_usage: true } };
    const usages = async (faults: Fault[]) =>
      chunksOf(await (await stream(faults, asked)).text()).map((chunk) => chunk.usage?.total_tokens);
    expect((await usages([{ kind: 'usage', mode: 'missing' }])).every((one) => one === undefined)).toBe(true);
    const running = await usages([{ kind: 'usage', mode: 'every-event' }]);
    expect(running.every((one) => one !== undefined)).toBe(true);
    expect(running.at(-1)).toBeGreaterThan(running[0] ?? 0);
    const inContent = chunksOf(
      await (await stream([{ kind: 'usage', mode: 'last-content' }], asked)).text(),
    ).filter((chunk) => chunk.usage != null);
    expect(inContent).toHaveLength(1);
    expect(inContent[0]?.choices[0]?.delta.content).toBe(' "quoted"');
  });

  it('is sloppy as servers in the field are', async () => {
    const tool = { type: 'function', function: { name: 't', parameters: { type: 'object' } } };
    const asked = {
      messages: [{ role: 'user', content: 'use tool t with {} use tool t with {"a":1}' }],
      tools: [tool],
    };
    const all = async (way: Extract<Fault, { kind: 'sloppy' }>['way']) =>
      chunksOf(await (await stream([{ kind: 'sloppy', way }], asked)).text());
    const deltas = (chunks: Chunk[]) =>
      chunks.flatMap((chunk) => chunk.choices.map((choice) => choice.delta));
    expect(deltas(await all('role-in-every-chunk')).every((delta) => delta['role'] === 'assistant')).toBe(
      true,
    );
    expect(new Set((await all('id-per-chunk')).map((chunk) => chunk.id)).size).toBeGreaterThan(3);
    expect(deltas(await all('null-tool-calls'))[0]?.['tool_calls']).toBeNull();
    expect(JSON.stringify(deltas(await all('tool-calls-without-index')))).not.toContain('"index"');
    expect(JSON.stringify(deltas(await all('same-tool-index')))).not.toContain('"index":1');
    expect(
      (await all('empty-choices-between')).filter((chunk) => chunk.choices.length === 0).length,
    ).toBeGreaterThan(3);
  });
});

describe('the documentation', () => {
  it('has every fault', () => {
    const path = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'testing.md');
    const rows = readFileSync(path, 'utf8').matchAll(/^\| `([a-z-]+)` +\|/gm);
    expect([...rows].map((row) => row[1]).sort()).toEqual([...FAULT_KINDS].sort());
  });
});

describe('what was received', () => {
  it('is kept with headers, body, tokens and how it ended, and told over HTTP', async () => {
    await (await stream([])).text();
    expect(fakes.calls.last({ provider: 'compatible' })).toMatchObject({
      path: '/compatible/v1/chat/completions',
      model: 'm',
      body: { model: 'm', stream: true },
      status: 200,
      ending: 'complete',
      usage: { inputTokens: 11, outputTokens: 5 }, // 20 bytes are 5 tokens; 3 + 3 around them
    });
    const told = await (await fetch(`${fakes.origin}/-/calls?provider=compatible`)).json();
    expect(told).toHaveLength(1);
  });

  it('is scripted over HTTP and by a mark in the prompt, too', async () => {
    const post = (body: object) =>
      fetch(`${fakes.origin}/-/script`, { method: 'POST', body: JSON.stringify(body) });
    expect((await post({ queue: [{ answer: { text: 'told so' } }] })).status).toBe(200);
    expect(contentOf(chunksOf(await (await stream([])).text()))).toBe('told so');
    expect((await post({ queue: [{ faults: [{ kind: 'nonsense' }] }] })).status).toBe(400);
    const marked = await stream([], {
      messages: [{ role: 'user', content: 'please [[fault {"kind":"status","status":503}]]' }],
    });
    expect(marked.status).toBe(503);
  });
});

/** The network reads of one streamed reply, over a plain socket. */
async function rawReply(faults: Fault[]): Promise<Buffer[]> {
  const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: TEXT }] });
  const { port } = new URL(fakes.origin);
  const reads: Buffer[] = [];
  return await new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('data', (bytes) => reads.push(bytes));
    socket.on('error', reject);
    socket.on('close', () => resolve(reads));
    socket.write(
      `POST /compatible/v1/chat/completions HTTP/1.0\r\nhost: fakes\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-fake-fault: ${JSON.stringify(faults)}\r\n\r\n${body}`,
    );
  });
}
