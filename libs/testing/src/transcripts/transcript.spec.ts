import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { awkwardCuts, cutAt, frameTranscript, readTranscript } from './transcript.js';

describe('transcripts', () => {
  it('reads one payload a line and frames it as the provider does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'transcript-'));
    writeFileSync(join(folder, 'a.txt'), '{"type":"ping"}\n{"type":"stop"}\n\n');
    const payloads = readTranscript(join(folder, 'a.txt'));
    rmSync(folder, { recursive: true });
    const framed = (framing: 'sse' | 'named-sse' | 'ndjson') =>
      Buffer.from(frameTranscript(payloads, framing)).toString();
    expect(framed('sse')).toBe('data: {"type":"ping"}\n\ndata: {"type":"stop"}\n\ndata: [DONE]\n\n');
    expect(framed('named-sse')).toBe(
      'event: ping\ndata: {"type":"ping"}\n\nevent: stop\ndata: {"type":"stop"}\n\n',
    );
    expect(framed('ndjson')).toBe('{"type":"ping"}\n{"type":"stop"}\n');
  });

  it('cuts inside characters, at escapes and at line ends, and loses nothing', () => {
    const bytes = Buffer.from('a北\\u\n');
    const ways = awkwardCuts(bytes);
    for (const pieces of ways) expect(Buffer.concat(pieces)).toEqual(bytes);
    const lengths = ways.map((pieces) => pieces.map((piece) => piece.length));
    expect(lengths).toContainEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(lengths).toContainEqual([2, 5]); // after the first byte of 北
    expect(lengths).toContainEqual([5, 2]); // between \ and u
    expect(cutAt(bytes, [0, 99])).toEqual([bytes]);
  });
});
