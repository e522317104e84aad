import { type Params } from './call-params.js';
import { type FormFile } from './caller.js';

/** A request's body, one character a byte, and its type. */
export interface WrittenRequest {
  readonly body: string;
  readonly headers: { readonly 'content-type': string };
}

export function jsonRequest(params: Params): WrittenRequest {
  const body = Buffer.from(JSON.stringify(params)).toString('latin1');
  return { body, headers: { 'content-type': 'application/json' } };
}

/** Written as OpenAI's clients write them, an item a field. Source: API reference, "Create transcription". */
const LISTS: ReadonlySet<string> = new Set(['include', 'timestamp_granularities']);

export async function formRequest(params: Params, files: readonly FormFile[]): Promise<WrittenRequest> {
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    if (LISTS.has(name) && Array.isArray(value))
      for (const item of value) form.append(`${name}[]`, String(item));
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const { name, file, filename } of files) form.append(name, file, filename);
  const written = new Response(form);
  return {
    body: Buffer.from(await written.arrayBuffer()).toString('latin1'),
    headers: { 'content-type': written.headers.get('content-type') ?? '' },
  };
}
