import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NdjsonDecoder } from './ndjson.js';
import { ServerSentEventDecoder } from './server-sent-events.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Feeds bytes in pieces that end at the given cuts. */
function decode(bytes: Uint8Array, cuts: readonly number[], decoder = new ServerSentEventDecoder()) {
  const events = [];
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    events.push(...decoder.push(bytes.subarray(from, cut)));
    from = cut;
  }
  events.push(...decoder.push(bytes.subarray(from)), ...decoder.end());
  return events;
}

describe('server-sent events', () => {
  it.each([
    ['LF', 'event: a\ndata: {"x":1}\n\n'],
    ['CRLF', 'event: a\r\ndata: {"x":1}\r\n\r\n'],
    ['CR', 'event: a\rdata: {"x":1}\r\r'],
    ['no space after the colon', 'event:a\ndata:{"x":1}\n\n'],
    ['a comment between', ': keep-alive\nevent: a\n: OPENROUTER PROCESSING\ndata: {"x":1}\n\n'],
    ['a byte order mark', '\ufeffevent: a\ndata: {"x":1}\n\n'],
    ['no final newline', 'event: a\ndata: {"x":1}'],
    ['unknown fields', 'id: 7\nretry: 10\nevent: a\ndata: {"x":1}\n\n'],
  ])('reads %s', (_, text) => {
    expect(decode(bytesOf(text), [])).toEqual([{ event: 'a', data: '{"x":1}' }]);
  });

  it('joins data lines, keeps only one leading space, and ignores an event without data', () => {
    expect(decode(bytesOf('data:  a\ndata\ndata: b\n\nevent: nothing\n\n'), [])).toEqual([
      { event: '', data: ' a\n\nb' },
    ]);
  });

  it('gives the same events wherever the bytes are cut, even inside a character or between CR and LF', () => {
    const text =
      '\ufeff: hi\r\nevent: delta\r\ndata: {"t":"北🌍é \\ud83c\\udf0d"}\r\n\r\ndata: [DONE]\r\n\r\n';
    const bytes = bytesOf(text);
    const whole = decode(bytes, []);
    expect(whole).toEqual([
      { event: 'delta', data: '{"t":"北🌍é \\ud83c\\udf0d"}' },
      { event: '', data: '[DONE]' },
    ]);
    for (let cut = 0; cut <= bytes.length; cut += 1) expect(decode(bytes, [cut])).toEqual(whole);
    expect(
      decode(
        bytes,
        Array.from(bytes, (_, index) => index),
      ),
    ).toEqual(whole);
  });

  it('gives the same events for any text, line ends and cuts', () => {
    const line = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((text) => text.replace(/[\r\n\ufeff]/g, ''));
    const stream = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 8 });
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 10 }), (events, cuts) => {
        const bytes = bytesOf(events.map(([data, end]) => `data: ${data}${end}${end}`).join(''));
        const expected = events.map(([data]) => ({ event: '', data }));
        expect(
          decode(
            bytes,
            cuts.map((cut) => cut % (bytes.length + 1)),
          ),
        ).toEqual(expected);
      }),
    );
  });

  it('takes a line of 8 MiB and stops with a fault at one that is longer, holding none of it', () => {
    const limit = 8 * 1024 * 1024;
    const fits = new ServerSentEventDecoder();
    expect(fits.push(bytesOf(`data: ${'x'.repeat(limit - 6)}\n\n`))).toHaveLength(1);
    expect(fits.fault).toBeNull();
    const tooLong = new ServerSentEventDecoder();
    const piece = bytesOf('x'.repeat(1024 * 1024));
    for (let i = 0; i < 9; i += 1) expect(tooLong.push(piece)).toEqual([]);
    expect(tooLong.fault).toBe('line-too-long');
    expect(tooLong.push(bytesOf('\n\ndata: late\n\n'))).toEqual([]);
    expect(tooLong.end()).toEqual([]);
  });

  it('bounds an event of many short lines as it bounds one line', () => {
    const decoder = new ServerSentEventDecoder(64);
    expect(decoder.push(bytesOf('data: 0123456789\n'.repeat(8) + '\n'))).toEqual([]);
    expect(decoder.fault).toBe('line-too-long');
  });
});

describe('newline-delimited JSON', () => {
  it('gives the same values wherever the bytes are cut, without a final newline and across blank lines', () => {
    const bytes = bytesOf('{"a":"北"}\n\r\n{"b":2}\r\n{"c":"🌍"}');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const decoder = new NdjsonDecoder();
      const values = [
        ...decoder.push(bytes.subarray(0, cut)),
        ...decoder.push(bytes.subarray(cut)),
        ...decoder.end(),
      ];
      expect(values).toEqual(['{"a":"北"}', '{"b":2}', '{"c":"🌍"}']);
    }
  });
});
