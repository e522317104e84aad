import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findProvider } from '@tollgate/llm';
import OpenAI, { toFile } from 'openai';
import { deployment, GatewayHost, KEY, routingTable } from '../testing/gateway-host.js';
import { sendJson, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let host: GatewayHost;
let client: OpenAI;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  const gemini = findProvider('gemini');
  if (!gemini) throw new Error('no Gemini');
  const table = routingTable([
    deployment('plain', { target: { baseUrl: upstream.url, model: 'up' } }),
    deployment('google', {
      provider: gemini,
      target: { baseUrl: upstream.url, model: 'gemini-2.5-flash-image' },
    }),
  ]);
  host = await new GatewayHost(table).start();
  client = new OpenAI({ apiKey: KEY, baseURL: `${host.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => void (host.events.length = 0));

type TypedEvent = { type: string; [member: string]: unknown };

function streaming(events: readonly TypedEvent[], tail = ''): void {
  const frames = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  upstream.answer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.end(frames.join('') + tail);
  });
}

const USAGE = { input_tokens: 50, output_tokens: 1_000, total_tokens: 1_050 };
const PICTURE = { b64_json: 'aGk=', created_at: 1 };
const PICTURES: TypedEvent[] = [
  { type: 'image_generation.partial_image', partial_image_index: 0, ...PICTURE },
  { type: 'image_generation.completed', ...PICTURE, usage: USAGE },
];
const TRANSCRIPT: TypedEvent[] = [
  { type: 'transcript.text.delta', delta: 'Grüße ' },
  { type: 'transcript.text.delta', delta: '北京' },
  { type: 'transcript.text.done', text: 'Grüße 北京', usage: { type: 'tokens', ...USAGE } },
];

describe('a stream of pictures', () => {
  it('reaches the openai package event by event, and is billed by the usage of its end', async () => {
    streaming(PICTURES);
    const stream = await client.images.generate({ model: 'plain', prompt: 'An otter', stream: true });
    const events = [];
    for await (const event of stream) events.push(event);
    expect(events).toEqual(PICTURES);
    expect(upstream.received[0]?.json).toEqual({ model: 'up', prompt: 'An otter', stream: true });
    // 50 × 3 and 1,000 × 15 USD a million.
    expect(await host.onlyEvent()).toMatchObject({ status: 'success', cost: 15_150_000_000n });
  });

  it('of an edit is relayed likewise', async () => {
    streaming([{ type: 'image_edit.completed', ...PICTURE, usage: USAGE }]);
    const image = await toFile(Buffer.from('x'), 'a.png', { type: 'image/png' });
    const stream = await client.images.edit({ model: 'plain', prompt: 'x', image, stream: true });
    const types = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toEqual(['image_edit.completed']);
  });

  it('that breaks off before a picture is whole ends in an error', async () => {
    streaming(PICTURES.slice(0, 1));
    const stream = await client.images.generate({ model: 'plain', prompt: 'x', stream: true });
    await expect(
      (async () => {
        for await (const event of stream) expect(event.type).toBe('image_generation.partial_image');
      })(),
    ).rejects.toThrow(/closed the connection/);
    expect(await host.onlyEvent()).toMatchObject({ status: 'failure' });
  });

  it('is refused by name where the provider has none', async () => {
    const asked = client.images.generate({ model: 'google', prompt: 'x', stream: true });
    await expect(asked).rejects.toMatchObject({ status: 400, param: 'stream' });
  });
});

describe('a streamed transcript', () => {
  const ask = async () =>
    client.audio.transcriptions.create({
      model: 'plain',
      file: await toFile(Buffer.from('sound'), 'a.wav'),
      stream: true,
    });

  it('reaches the openai package event by event, with or without an end mark', async () => {
    for (const tail of ['', 'data: [DONE]\n\n']) {
      streaming(TRANSCRIPT, tail);
      const events = [];
      for await (const event of await ask()) events.push(event);
      expect(events).toEqual(TRANSCRIPT);
    }
    expect(host.events.map(({ cost }) => cost)).toEqual([15_150_000_000n, 15_150_000_000n]);
  });

  it('of a model that cannot stream is answered whole', async () => {
    upstream.answer((res) => sendJson(res, 200, { text: 'Hello' }));
    const form = new FormData();
    form.append('model', 'plain');
    form.append('stream', 'true');
    form.append('file', new Blob(['sound']), 'a.wav');
    const response = await fetch(`${host.url}/v1/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: form,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ text: 'Hello' });
  });

  it('ends in an error when the upstream says so', async () => {
    streaming([
      TRANSCRIPT[0]!,
      { type: 'error', error: { message: 'boom', type: 'server_error', code: 'x' } },
    ]);
    const stream = await ask();
    await expect(
      (async () => {
        for await (const event of stream) expect(event.type).toBe('transcript.text.delta');
      })(),
    ).rejects.toThrow(/boom/);
    expect(await host.onlyEvent()).toMatchObject({ status: 'failure' });
  });
});
