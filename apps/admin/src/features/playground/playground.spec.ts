import { describe, expect, it } from '@jest/globals';
import { serverEvents } from './api/server-events.js';
import { chatRequest, NO_ANSWER, NO_SETTINGS, withPiece } from './chat.js';
import { snippetsOf } from './snippet.js';

const bytesOf = (pieces: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

async function dataOf(pieces: readonly Uint8Array[]): Promise<string[]> {
  const all: string[] = [];
  for await (const data of serverEvents(bytesOf(pieces))) all.push(data);
  return all;
}

describe('a stream of events', () => {
  const STREAM = new TextEncoder().encode(
    ': hello\r\ndata: {"a":"é"}\r\n\r\nevent: x\ndata:{"b":2}\n\ndata: [DONE]\n\n',
  );

  it('gives the same data wherever it is cut', async () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1)
      expect(await dataOf([STREAM.slice(0, cut), STREAM.slice(cut)])).toEqual(['{"a":"é"}', '{"b":2}']);
  });

  it('gives what came before it broke off', async () => {
    expect(await dataOf([new TextEncoder().encode('data: 1\n\ndata: 2')])).toEqual(['1', '2']);
  });
});

describe('a conversation', () => {
  it('is sent whole, with pictures as parts, and without what was not answered', () => {
    const turn = (id: number, text: string, answer: string) => ({
      id,
      prompt: { text, images: [] },
      answer: { ...NO_ANSWER, text: answer },
    });
    const settings = { ...NO_SETTINGS, system: ' Be brief. ', temperature: 0, stream: false };
    const image = 'data:image/png;base64,AA==';
    expect(
      chatRequest('gpt', settings, [turn(0, 'One?', 'Yes.'), turn(1, 'Two?', '')], {
        text: 'Three?',
        images: [image],
      }),
    ).toEqual({
      model: 'gpt',
      temperature: 0,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'Yes.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Three?' },
            { type: 'image_url', image_url: { url: image } },
          ],
        },
      ],
    });
  });

  it('grows by pieces, and keeps usage, id and an error in the middle', () => {
    const pieces: unknown[] = [
      { id: 'c1', choices: [{ delta: { reasoning_content: 'hm' } }] },
      { id: 'c1', choices: [{ delta: { content: 'Hel' } }] },
      { id: 'c1', choices: [{ delta: { content: 'lo' }, finish_reason: 'stop' }] },
      { id: 'c1', choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } },
      null,
      { error: { message: 'The upstream left.' } },
    ];
    expect(pieces.reduce(withPiece, NO_ANSWER)).toMatchObject({
      text: 'Hello',
      reasoning: 'hm',
      tokensIn: 3,
      tokensOut: 2,
      requestId: 'c1',
      error: 'The upstream left.',
    });
  });

  it('reads a whole answer as one piece', () => {
    const reply = {
      id: 'c2',
      choices: [{ message: { content: 'Hi' } }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    };
    expect(withPiece(NO_ANSWER, reply)).toMatchObject({ text: 'Hi', requestId: 'c2', tokensOut: 1 });
  });
});

describe('the same request as code', () => {
  const request = {
    model: 'gpt',
    messages: [{ role: 'user', content: "it's" }],
    stream: true,
    stream_options: { include_usage: true },
  };
  const codeOf = (id: string, over = {}) =>
    snippetsOf('https://llm.example', { ...request, ...over }).find((one) => one.id === id)?.code ?? '';

  it('is safe in a shell', () => {
    expect(codeOf('curl')).toContain(`"content": "it'\\''s"`);
  });

  it('is Python where Python differs from JSON', () => {
    expect(codeOf('python')).toContain('stream=True,');
    expect(codeOf('python', { stop: null })).toContain('stop=None,');
  });

  it('holds no picture and no option that only the playground needs', () => {
    const image = {
      role: 'user',
      content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }],
    };
    const all = snippetsOf('https://llm.example', { ...request, messages: [image] });
    for (const { code } of all) {
      expect(code).not.toContain('AAAA');
      expect(code).not.toContain('stream_options');
    }
  });
});
