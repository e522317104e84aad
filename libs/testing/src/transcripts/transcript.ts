import { readFileSync } from 'node:fs';
import { isJsonObject, type Json } from '@tollgate/core';

/** How recorded payloads are put on the wire. */
export type Framing = 'sse' | 'named-sse' | 'ndjson';

/** Reads a recorded stream: one payload a line, in order, without framing; blank lines are left out. */
export function readTranscript(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/**
 * Payloads → the bytes a provider sends. `sse` ends with `[DONE]` as OpenAI does, unless the transcript holds it;
 * `named-sse` takes each event's name from the payload's `type` (Anthropic, Cohere) and has no end mark of its own.
 */
export function frameTranscript(payloads: readonly string[], framing: Framing): Uint8Array {
  switch (framing) {
    case 'sse': {
      const marked = payloads.at(-1) === '[DONE]' ? payloads : [...payloads, '[DONE]'];
      return encode(marked.map((payload) => `data: ${payload}\n\n`));
    }
    case 'named-sse':
      return encode(payloads.map((payload) => `event: ${typeOf(payload)}\ndata: ${payload}\n\n`));
    case 'ndjson':
      return encode(payloads.map((payload) => `${payload}\n`));
  }
}

function encode(parts: readonly string[]): Uint8Array {
  return Buffer.from(parts.join(''));
}

function typeOf(payload: string): string {
  const parsed = JSON.parse(payload) as Json;
  const type = isJsonObject(parsed) ? parsed['type'] : undefined;
  return typeof type === 'string' ? type : 'message';
}

/** Cuts bytes at offsets; offsets outside the bytes are ignored. */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const inside = [...new Set(offsets)].filter((offset) => offset > 0 && offset < bytes.length);
  const edges = [0, ...inside.sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, place) => bytes.subarray(edges[place], edge));
}

/** Cuts bytes into pieces of one size; the last may be shorter. */
export function cutEvery(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, place) => bytes.subarray(place * size, (place + 1) * size));
}

/**
 * The ways of arriving that a decoder must give the same answer for: all at once, byte by byte, in pieces of 7, and cut
 * once at each offset around every byte that is not ASCII, every backslash and every end of line.
 */
export function awkwardCuts(bytes: Uint8Array): Uint8Array[][] {
  const places = new Set<number>();
  for (const [at, byte] of bytes.entries()) {
    if (byte > 0x7f || byte === 0x5c || byte === 0x0a) places.add(at).add(at + 1);
  }
  const once = [...places].slice(0, 400).map((place) => cutAt(bytes, [place]));
  return [[bytes], cutEvery(bytes, 1), cutEvery(bytes, 7), ...once];
}
