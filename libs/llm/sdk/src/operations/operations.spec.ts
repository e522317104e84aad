import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  callOf,
  embedding,
  imageGeneration,
  moderation,
  NotImplementedError,
  rerank,
  speech,
  transcription,
} from '../index.js';
import { CannedUpstream } from '../testing/canned-upstream.js';

describe('operations besides chat', () => {
  let upstream: CannedUpstream;

  beforeAll(async () => {
    upstream = await new CannedUpstream().start();
  });
  beforeEach(() => void (upstream.requests.length = 0));
  afterAll(() => upstream.stop());

  const at = () => ({ api_key: 'k', api_base: upstream.url });
  const sent = () => JSON.parse(upstream.requests[0]?.body.toString() ?? 'null') as unknown;

  it('embedding gives vectors of numbers', async () => {
    upstream.answers(
      '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}],"model":"e","usage":{"prompt_tokens":2,"total_tokens":2}}',
    );
    const vectors = await embedding({
      ...at(),
      model: 'openai/text-embedding-3-small',
      input: ['a'],
      metadata: { job: 7 },
    });
    expect(vectors.data[0]?.embedding).toEqual([0.5, -1]);
    expect(sent()).toEqual({ model: 'text-embedding-3-small', input: ['a'] });
    expect(callOf(vectors)).toMatchObject({ metadata: { job: 7 }, usage: { inputTokens: 2 } });
  });

  it('imageGeneration gives pictures', async () => {
    upstream.answers('{"created":1,"data":[{"b64_json":"iVBORw0KGgo="}]}');
    const made = await imageGeneration({ ...at(), model: 'openai/gpt-image-1', prompt: 'a cat', n: 1 });
    expect(made.data?.[0]?.b64_json).toBe('iVBORw0KGgo=');
    expect(upstream.requests[0]?.path).toContain('/images/generations');
  });

  it('moderation asks the usual model when none is named', async () => {
    upstream.answers('{"id":"m","model":"omni-moderation-latest","results":[{"flagged":false}]}');
    const judged = await moderation({ ...at(), input: 'hi' });
    expect(judged.results[0]?.flagged).toBe(false);
    expect(sent()).toEqual({ model: 'omni-moderation-latest', input: 'hi' });
  });

  it('rerank gives documents, most relevant first', async () => {
    upstream.answers('{"id":"r","results":[{"index":1,"relevance_score":0.9}],"meta":{}}');
    const ranked = await rerank({
      ...at(),
      model: 'cohere/rerank-v3.5',
      query: 'capital of Norway',
      documents: ['Rome', 'Oslo'],
      top_n: 1,
    });
    expect(ranked.results).toMatchObject([{ index: 1, relevance_score: 0.9 }]);
  });

  it('speech gives the recording with its type, byte for byte', async () => {
    upstream.answers('\u0000ID3 bytes', 'audio/mpeg');
    const spoken = await speech({ ...at(), model: 'openai/tts-1', voice: 'alloy', input: 'hello' });
    expect(spoken.headers.get('content-type')).toBe('audio/mpeg');
    expect(await spoken.text()).toBe('\u0000ID3 bytes');
  });

  it('transcription sends a file with its name and its bytes as they are', async () => {
    upstream.answers('{"text":"Guten Tag"}');
    const bytes = Uint8Array.from({ length: 512 }, (_, place) => place % 256);
    const heard = await transcription({
      ...at(),
      model: 'openai/whisper-1',
      file: new File([bytes], 'rede.mp3', { type: 'audio/mpeg' }),
      language: 'de',
      timestamp_granularities: ['word', 'segment'],
      response_format: 'verbose_json',
    });
    expect(heard.text).toBe('Guten Tag');
    const form = await new Response(new Uint8Array(upstream.requests[0]?.body ?? []), {
      headers: { 'content-type': upstream.requests[0]?.contentType ?? '' },
    }).formData();
    expect(form.get('model')).toBe('whisper-1');
    expect(form.get('language')).toBe('de');
    expect(form.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    const file = form.get('file') as File;
    expect(file.name).toBe('rede.mp3');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  it('transcription gives subtitles as text', async () => {
    upstream.answers('WEBVTT\n\n00:00.000 --> 00:01.000\nGuten Tag\n', 'text/vtt');
    const heard = await transcription({
      ...at(),
      model: 'openai/whisper-1',
      file: new Blob(['RIFF']),
      response_format: 'vtt',
    });
    expect(heard).toEqual({ text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nGuten Tag\n' });
  });

  it('say so when the provider does not serve them, and send nothing', async () => {
    const asked = rerank({ ...at(), model: 'anthropic/claude-sonnet-4-5', query: 'q', documents: ['d'] });
    await expect(asked).rejects.toThrow(NotImplementedError);
    expect(upstream.requests).toEqual([]);
  });
});
