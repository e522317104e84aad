import { type IncomingMessage } from 'node:http';
import { type Json } from '@tollgate/core';

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body as text. @throws Error beyond 64 MiB. */
export async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Error('Body over 64 MiB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** JSON text → value; undefined when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
