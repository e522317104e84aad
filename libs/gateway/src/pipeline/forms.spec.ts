import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type PriceSheet } from '@tollgate/llm';
import OpenAI, { toFile } from 'openai';
import { deployment, GatewayHost, KEY, PRICES, routingTable } from '../testing/gateway-host.js';
import { sendJson, TinyUpstream, type UpstreamScript } from '../testing/tiny-upstream.js';

/** A tenth of a thousandth USD a second, in pico-USD per million seconds. */
const BY_TIME: PriceSheet = { ...PRICES, base: { ...PRICES.base, inputAudioSecond: 100_000_000_000_000n } };

/** Every byte there is, line breaks and dashes where a careless reader would see the end of a part. */
const SOUND = Buffer.concat([
  Buffer.from(Array.from({ length: 5_000 }, (_, i) => i % 256)),
  Buffer.from('\r\n--\r\n\r\n--x--\r\n\0'),
]);

let upstream: TinyUpstream;
let host: GatewayHost;
let client: OpenAI;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  const target = { baseUrl: upstream.url, model: 'whisper-1' };
  const table = routingTable([
    deployment('listen', { target }),
    deployment('timed', { target, prices: BY_TIME }),
    deployment('german', { target: { ...target, params: { language: 'de' } } }),
  ]);
  host = await new GatewayHost(table).start();
  client = new OpenAI({ apiKey: KEY, baseURL: `${host.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => {
  host.events.length = 0;
  upstream.answer(replying({ text: 'Hello' }));
});

function replying(body: unknown): UpstreamScript {
  return (res) => sendJson(res, 200, body);
}

/** The form the upstream got, as an independent reader sees it. */
async function received(): Promise<FormData> {
  const [request] = upstream.received;
  if (!request) throw new Error('nothing came');
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(new Uint8Array(request.bytes), { headers }).formData();
}

async function bytesOf(entry: File | string | null): Promise<Buffer> {
  if (!(entry instanceof File)) throw new Error('no file');
  return Buffer.from(await entry.arrayBuffer());
}

function post(form: FormData | string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${host.url}/v1/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, ...headers },
    body: form,
  });
}

function formOf(fields: readonly (readonly [string, string | Blob])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, 'a.wav');
  return form;
}

const wav = () => new Blob([new Uint8Array(SOUND)], { type: 'audio/wav' });

describe('a transcription', () => {
  it('goes upstream as it came, under the deployment’s model, byte for byte', async () => {
    const reply = await client.audio.transcriptions.create({
      model: 'listen',
      file: await toFile(SOUND, 'Grüße "1".wav', { type: 'audio/wav' }),
      language: 'en',
      timestamp_granularities: ['word', 'segment'],
    });
    expect(reply.text).toBe('Hello');
    expect(upstream.received[0]).toMatchObject({ path: '/v1/audio/transcriptions' });
    const form = await received();
    expect(form.get('model')).toBe('whisper-1');
    expect(form.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    const file = form.get('file');
    expect(file).toMatchObject({ name: 'Grüße "1".wav', type: 'audio/wav' });
    expect((await bytesOf(file)).equals(SOUND)).toBe(true);
  });

  it('may name its model after the file, or in the path', async () => {
    const last = formOf([
      ['file', wav()],
      ['model', 'listen'],
    ]);
    expect((await post(last)).status).toBe(200);
    expect((await received()).get('model')).toBe('whisper-1');
    const response = await fetch(`${host.url}/openai/deployments/listen/audio/transcriptions`, {
      method: 'POST',
      headers: { 'api-key': KEY },
      body: formOf([['file', wav()]]),
    });
    expect(response.status).toBe(200);
  });

  it('keeps the gateway’s own fields here, and takes the operator’s presets', async () => {
    const form = formOf([
      ['model', 'german'],
      ['file', wav()],
      ['tags', '["a"]'],
      ['metadata', '{"session_id":"s-1"}'],
      ['user', 'u-1'],
    ]);
    expect((await post(form)).status).toBe(200);
    const sent = await received();
    expect([...sent.keys()].sort()).toEqual(['file', 'language', 'model', 'user']);
    expect(sent.get('language')).toBe('de');
    expect(await host.onlyEvent()).toMatchObject({
      tags: ['a'],
      endUserId: 'u-1',
      metadata: { session_id: 's-1' },
    });
  });

  it.each<[string, unknown, bigint | null]>([
    // 200 × 3 and 20 × 15 USD a million.
    [
      'by tokens',
      { text: 'x', usage: { type: 'tokens', input_tokens: 200, output_tokens: 20 } },
      900_000_000n,
    ],
    ['by time', { text: 'x', usage: { type: 'duration', seconds: 37 } }, 3_700_000_000n],
    ['by the length of the recording', { text: 'x', task: 'transcribe', duration: 12.5 }, 1_250_000_000n],
    ['not at all, so its cost is unknown', { text: 'x' }, null],
  ])('is billed %s', async (_, reply, cost) => {
    upstream.answer(replying(reply));
    const form = formOf([
      ['model', 'timed'],
      ['file', wav()],
    ]);
    expect((await post(form)).status).toBe(200);
    expect(await host.onlyEvent()).toMatchObject({ callType: 'atranscription', cost });
  });

  it('priced by tokens only has no known cost when it is told by time', async () => {
    upstream.answer(replying({ text: 'x', usage: { type: 'duration', seconds: 37 } }));
    const form = formOf([
      ['model', 'listen'],
      ['file', wav()],
    ]);
    await post(form);
    expect(await host.onlyEvent()).toMatchObject({ status: 'success', cost: null });
  });

  it.each(['text', 'srt', 'vtt'])('as %s comes through as it is', async (format) => {
    const subtitles = '1\n00:00:00,000 --> 00:00:01,000\nGrüße 北京\n';
    upstream.answer((res) => {
      res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      res.end(subtitles);
    });
    const form = formOf([
      ['model', 'timed'],
      ['file', wav()],
      ['response_format', format],
    ]);
    const response = await post(form);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(subtitles);
    expect(await host.onlyEvent()).toMatchObject({ usageEstimated: true, cost: null });
  });
});

describe('a bad form', () => {
  it.each<[string, readonly (readonly [string, string | Blob])[], string]>([
    ['no file', [['model', 'listen']], 'file'],
    [
      'a file that is a field',
      [
        ['model', 'listen'],
        ['file', 'x'],
      ],
      'file',
    ],
    [
      'an empty file',
      [
        ['model', 'listen'],
        ['file', new Blob([])],
      ],
      'file',
    ],
    ['no model', [['file', wav()]], 'model'],
    [
      'two models',
      [
        ['model', 'listen'],
        ['model', 'timed'],
        ['file', wav()],
      ],
      'model',
    ],
    [
      'an address',
      [
        ['model', 'listen'],
        ['file', wav()],
        ['api_base', 'http://127.0.0.1:9'],
      ],
      'api_base',
    ],
  ])('with %s is a 400 that names the field', async (_, fields, param) => {
    const response = await post(formOf(fields));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
    expect(upstream.received).toHaveLength(0);
  });

  const head = 'content-disposition: form-data; name="model"';
  it.each<[string, string, string | undefined, string]>([
    ['JSON', '{"model":"listen"}', 'application/json', 'content-type'],
    ['no boundary', '--x--', 'multipart/form-data', 'content-type'],
    ['nothing', '', 'multipart/form-data; boundary=x', 'body'],
    ['an end that is missing', `--x\r\n${head}\r\n\r\nlisten`, 'multipart/form-data; boundary=x', 'body'],
    ['a part without a name', '--x\r\na: b\r\n\r\nc\r\n--x--', 'multipart/form-data; boundary=x', 'body'],
    ['a head without end', `--x\r\n${head}\r\n--x--`, 'multipart/form-data; boundary=x', 'body'],
  ])('that is %s is a 400', async (_, body, type, param) => {
    const response = await post(body, type === undefined ? {} : { 'content-type': type });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
  });

  it('cannot smuggle a second model past authorization as a file', async () => {
    const form = formOf([
      ['model', 'listen'],
      ['file', wav()],
    ]);
    form.append('model', new Blob(['gpt-9']), 'm');
    expect((await post(form)).status).toBe(200);
    expect((await received()).getAll('model')).toEqual(['whisper-1']);
  });
});

describe('an edit of pictures', () => {
  it('goes upstream with its pictures and is billed by its tokens', async () => {
    upstream.answer(
      replying({
        created: 1,
        data: [{ b64_json: 'aGk=' }],
        usage: { input_tokens: 100, output_tokens: 200 },
      }),
    );
    const file = async (name: string) => toFile(SOUND, name, { type: 'image/png' });
    const reply = await client.images.edit({
      model: 'listen',
      image: [await file('a.png'), await file('b.png')],
      prompt: 'Add a hat',
      n: 1,
    });
    expect(reply.data).toHaveLength(1);
    expect(upstream.received[0]?.path).toBe('/v1/images/edits');
    const form = await received();
    expect(form.getAll('image[]')).toHaveLength(2);
    expect((await bytesOf(form.getAll('image[]')[1] ?? null)).equals(SOUND)).toBe(true);
    expect([form.get('prompt'), form.get('n')]).toEqual(['Add a hat', '1']);
    // 100 × 3 and 200 × 15 USD a million.
    expect(await host.onlyEvent()).toMatchObject({ callType: 'aimage_edit', cost: 3_300_000_000n });
  });
});

describe('a translation of speech', () => {
  it('goes upstream as a transcription does, and is billed by the length of the recording', async () => {
    upstream.answer(replying({ text: 'Good morning', task: 'translate', duration: 12.5 }));
    const reply = await client.audio.translations.create({
      model: 'timed',
      file: await toFile(SOUND, 'morgen.wav', { type: 'audio/wav' }),
      response_format: 'verbose_json',
    });
    expect(reply.text).toBe('Good morning');
    expect(upstream.received[0]).toMatchObject({ path: '/v1/audio/translations' });
    const form = await received();
    expect(form.get('model')).toBe('whisper-1');
    expect((await bytesOf(form.get('file'))).equals(SOUND)).toBe(true);
    expect(await host.onlyEvent()).toMatchObject({ callType: 'atranslation', cost: 1_250_000_000n });
  });

  it('comes through as bare text, whose cost nobody knows', async () => {
    upstream.answer((res) => void res.writeHead(200, { 'content-type': 'text/plain' }).end('Good morning'));
    const reply = await client.audio.translations.create({
      model: 'timed',
      file: await toFile(SOUND, 'morgen.wav'),
      response_format: 'text',
    });
    expect(reply).toBe('Good morning');
    expect(await host.onlyEvent()).toMatchObject({ status: 'success', cost: null });
  });
});

describe('variations of a picture', () => {
  it('go upstream with their picture, and are counted by the piece', async () => {
    upstream.answer(replying({ created: 1, data: [{ b64_json: 'aGk=' }, { b64_json: 'aG8=' }] }));
    const reply = await client.images.createVariation({
      model: 'listen',
      image: await toFile(SOUND, 'otter.png', { type: 'image/png' }),
      n: 2,
    });
    expect(reply.data).toHaveLength(2);
    expect(upstream.received[0]).toMatchObject({ path: '/v1/images/variations' });
    expect((await bytesOf((await received()).get('image'))).equals(SOUND)).toBe(true);
    expect(await host.onlyEvent()).toMatchObject({
      callType: 'aimage_variation',
      usage: { outputImages: 2 },
    });
  });

  it('need a picture, and are not streamed', async () => {
    const ask = (form: FormData) =>
      fetch(`${host.url}/v1/images/variations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}` },
        body: form,
      });
    const without = await ask(formOf([['model', 'listen']]));
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({ error: { param: 'image' } });
    const streamed = formOf([
      ['model', 'listen'],
      ['image', wav()],
      ['stream', 'true'],
    ]);
    expect((await ask(streamed)).status).toBe(400);
  });
});
