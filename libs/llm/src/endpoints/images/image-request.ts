import { type Failure, type JsonObject } from '@tollgate/core';
import { BodyReader } from '../../surfaces/body-reader.js';

/** One request of `POST /v1/images/generations`. Source: OpenAI API reference, "Create image". */
export interface ImageRequest {
  readonly prompt: string;
  readonly n: number;
  /** `1024x1536`; null: not said, or `auto`. */
  readonly size: string | null;
  /** Other members, OpenAI's and the provider's. */
  readonly extra: JsonObject;
}

const MOST_IMAGES = 10;
const OWN_MEMBERS = new Set(['model', 'prompt', 'n', 'size', 'response_format', 'user']);

/** Replies hold the pictures themselves, so `response_format` may only ask for that. */
export function decodeImageRequest(body: JsonObject): ImageRequest | Failure {
  const reader = new BodyReader();
  const n = reader.optionalInteger(body['n'], 'n', 1) ?? 1;
  if (n > MOST_IMAGES) reader.refuse('n', `must be at most ${MOST_IMAGES}`);
  const size = reader.optionalString(body['size'], 'size');
  const format = reader.optionalString(body['response_format'], 'response_format');
  if (format !== null && format !== 'b64_json')
    reader.refuse('response_format', 'must be b64_json: the provider keeps no pictures to link to');
  const request: ImageRequest = {
    prompt: reader.string(body['prompt'], 'prompt'),
    n,
    size: size === 'auto' ? null : size,
    extra: Object.fromEntries(Object.entries(body).filter(([member]) => !OWN_MEMBERS.has(member))),
  };
  return reader.failure ?? request;
}
