import { type Json, type JsonObject, NO_USAGE } from '@tollgate/core';
import { type EndpointReply } from '../endpoint-ability.js';
import { type EncodingFormat } from './embedding-request.js';

/** Numbers as OpenAI writes them in base64: 32-bit floats, little endian. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return bytes.toString('base64');
}

/** null: it is no base64 of 32-bit floats. */
export function fromBase64(text: string): number[] | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0 || bytes.length === 0) return null;
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
}

/** The vectors of a reply in the encoding that was asked for, whatever the provider sent; what is neither stays. */
export function inEncoding(embedding: Json | undefined, format: EncodingFormat): Json | undefined {
  if (format === 'base64') return isVector(embedding) ? toBase64(embedding) : embedding;
  return typeof embedding === 'string' ? (fromBase64(embedding) ?? embedding) : embedding;
}

/** A reply of `POST /v1/embeddings`. @param inputTokens null: the provider has not said. */
export function embeddingReply(
  vectors: readonly (readonly number[])[],
  inputTokens: number | null,
  model: string,
  format: EncodingFormat,
): EndpointReply {
  const body: JsonObject = {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: format === 'base64' ? toBase64(vector) : [...vector],
    })),
    model,
    usage: { prompt_tokens: inputTokens ?? 0, total_tokens: inputTokens ?? 0 },
  };
  return { body, usage: inputTokens === null ? null : { ...NO_USAGE, inputTokens } };
}

export function isVector(value: Json | undefined): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
}

/** A list of vectors; null: it is none. */
export function vectorsIn(value: Json | undefined): number[][] | null {
  return Array.isArray(value) && value.length > 0 && value.every(isVector) ? value : null;
}
