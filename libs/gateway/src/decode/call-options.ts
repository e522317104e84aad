import { type IncomingHttpHeaders } from 'node:http';
import { type Failure, isJsonObject } from '@tollgate/core';
import { type FallbackMap, MOST_RETRIES } from '@tollgate/routing';
import { addressIn } from './gateway-members.js';
import { readFallbackMaps } from './fallback-maps.js';
import { readFallbacks } from './fallback-list.js';
import { cleanText, cleanMetadata } from './clean-text.js';

/** What a client says to the gateway itself, in headers or in the body; headers win. */
export interface CallOptions {
  readonly numRetries: number | null;
  readonly timeoutMs: number | null;
  readonly streamTimeoutMs: number | null;
  /** Between two pieces of a stream. */
  readonly stallTimeoutMs: number | null;
  /** All attempts together. */
  readonly totalTimeoutMs: number | null;
  /** Groups to fall back to; null: as configured. */
  readonly fallbacks: readonly string[] | null;
  /** Members of the body that are others for a fallback, by its name; null: none are. */
  readonly fallbackMembers: ReadonlyMap<string, Readonly<Record<string, unknown>>> | null;
  /** What to fall back to when the prompt is too long; null: as configured. */
  readonly contextWindowFallbacks: FallbackMap | null;
  /** What to fall back to when the content is refused; null: as configured. */
  readonly contentPolicyFallbacks: FallbackMap | null;
  /** Where the call may be served, `eu` or `us`; null: anywhere. */
  readonly region: string | null;
  readonly mockResponse: string | null;
  readonly dropParams: boolean;
  /** Merged into the body that is sent upstream. */
  readonly extraBody: Readonly<Record<string, unknown>> | null;
  /** The client's own provider key, where the operator allows it. */
  readonly apiKey: string | null;
  readonly tags: readonly string[];
  readonly endUser: string | null;
  /** What is kept with the call: session and trace ids, `spend_logs_metadata`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const NO_OPTIONS: CallOptions = Object.freeze({
  numRetries: null,
  timeoutMs: null,
  streamTimeoutMs: null,
  stallTimeoutMs: null,
  totalTimeoutMs: null,
  fallbacks: null,
  fallbackMembers: null,
  contextWindowFallbacks: null,
  contentPolicyFallbacks: null,
  region: null,
  mockResponse: null,
  dropParams: false,
  extraBody: null,
  apiKey: null,
  tags: [],
  endUser: null,
  metadata: {},
});

type Values = ReadonlyMap<string, unknown>;
type Mutable = { -readonly [K in keyof CallOptions]: CallOptions[K] };

const LONGEST_TIMEOUT_SECONDS = 86_400;
const MOST_TAGS = 100;
const LONGEST_TAG = 128;
const LONGEST_ID = 256;

/** Header names that stand for a body member; a header is written over it. */
const HEADERS = {
  'x-litellm-timeout': 'timeout',
  'x-litellm-stream-timeout': 'stream_timeout',
  'x-litellm-stall-timeout': 'stall_timeout',
  'x-litellm-total-timeout': 'total_timeout',
  'x-litellm-num-retries': 'num_retries',
  'x-litellm-tags': 'tags',
  'x-litellm-spend-logs-metadata': 'spend_logs_metadata',
  'x-litellm-session-id': 'litellm_session_id',
  'x-litellm-trace-id': 'litellm_trace_id',
} as const;
const END_USER_HEADERS = ['x-litellm-customer-id', 'x-litellm-end-user-id'] as const;

/**
 * Reads the options. `values` holds the parsed body members that are the gateway's, and `user`.
 * @returns a Failure that names the member of a wrong type.
 */
export function readOptions(
  values: Map<string, unknown>,
  headers: IncomingHttpHeaders,
): CallOptions | Failure {
  const options: Mutable = { ...NO_OPTIONS };
  const overlaid = overlayHeaders(values, headers);
  if (overlaid) return overlaid;
  return (
    readNumbers(values, options) ??
    readFallbacks(values, options) ??
    readFallbackMaps(values, options) ??
    readTexts(values, options, headers) ??
    options
  );
}

function overlayHeaders(values: Map<string, unknown>, headers: IncomingHttpHeaders): Failure | null {
  for (const [header, member] of Object.entries(HEADERS)) {
    const value = headers[header];
    if (typeof value !== 'string') continue;
    if (member === 'tags')
      values.set(
        'tags',
        value.split(',').map((tag) => tag.trim()),
      );
    else if (member === 'spend_logs_metadata') {
      const parsed = parseObject(value);
      if (!parsed) return wrong(header, 'a JSON object');
      values.set(member, parsed);
    } else values.set(member, member.endsWith('_id') ? value : Number(value));
  }
  return null;
}

function readNumbers(values: Values, options: Mutable): Failure | null {
  const retries = values.get('num_retries') ?? null;
  if (retries !== null) {
    if (!Number.isInteger(retries) || Number(retries) < 0)
      return wrong('num_retries', 'a whole number from 0');
    options.numRetries = Math.min(Number(retries), MOST_RETRIES);
  }
  for (const [member, field] of [
    ['request_timeout', 'timeoutMs'],
    ['timeout', 'timeoutMs'],
    ['stream_timeout', 'streamTimeoutMs'],
    ['stall_timeout', 'stallTimeoutMs'],
    ['total_timeout', 'totalTimeoutMs'],
  ] as const) {
    const seconds = values.get(member) ?? null;
    if (seconds === null) continue;
    if (typeof seconds !== 'number' || !(seconds > 0) || seconds > LONGEST_TIMEOUT_SECONDS)
      return wrong(member, `a number of seconds, above 0 and at most ${LONGEST_TIMEOUT_SECONDS}`);
    options[field] = Math.ceil(seconds * 1000);
  }
  return null;
}

function readTexts(values: Values, options: Mutable, headers: IncomingHttpHeaders): Failure | null {
  const metadata: Record<string, unknown> = {};
  for (const member of ['metadata', 'litellm_metadata'] as const) {
    const given = values.get(member) ?? null;
    if (given === null) continue;
    if (!isJsonObject(given)) return wrong(member, 'an object');
    Object.assign(metadata, given);
  }
  const mock = values.get('mock_response') ?? null;
  if (mock !== null && typeof mock !== 'string') return wrong('mock_response', 'a string');
  const extraBody = values.get('extra_body') ?? null;
  if (extraBody !== null && !isJsonObject(extraBody)) return wrong('extra_body', 'an object');
  const region = values.get('allowed_model_region') ?? null;
  if (region !== null && (typeof region !== 'string' || !/^[a-z0-9-]{1,64}$/i.test(region)))
    return wrong('allowed_model_region', 'the name of a region, such as "eu"');
  const apiKey = values.get('api_key') ?? null;
  if (apiKey !== null && (typeof apiKey !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(apiKey)))
    return wrong('api_key', 'a key');
  const tags = values.get('tags') ?? metadata['tags'] ?? [];
  if (!Array.isArray(tags) || tags.length > MOST_TAGS || !tags.every((tag) => typeof tag === 'string'))
    return wrong('tags', `a list of at most ${MOST_TAGS} strings`);
  options.region = region?.toLowerCase() ?? null;
  options.mockResponse = mock;
  options.extraBody = extraBody;
  options.apiKey = apiKey;
  options.dropParams = values.get('drop_params') === true;
  options.tags = [...new Set(tags.map((tag) => cleanText(tag, LONGEST_TAG)).filter((tag) => tag !== ''))];
  options.endUser = endUserOf(values, metadata, headers);
  options.metadata = keptMetadata(values, metadata);
  return null;
}

function endUserOf(
  values: Values,
  metadata: Record<string, unknown>,
  headers: IncomingHttpHeaders,
): string | null {
  const candidates = [
    ...END_USER_HEADERS.map((header) => headers[header]),
    values.get('user'),
    metadata['user'],
    metadata['user_id'],
    values.get('safety_identifier'),
  ];
  for (const candidate of candidates)
    if (typeof candidate === 'string' && candidate !== '') return cleanText(candidate, LONGEST_ID);
  return null;
}

/** `user_api_key_*` is what the gateway says about a caller, never what a caller says about itself. */
function keptMetadata(values: Values, metadata: Record<string, unknown>): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {};
  const session = values.get('litellm_session_id') ?? metadata['session_id'];
  const trace = values.get('litellm_trace_id') ?? metadata['trace_id'];
  const logged = values.get('spend_logs_metadata') ?? metadata['spend_logs_metadata'];
  if (typeof session === 'string') kept['session_id'] = cleanText(session, LONGEST_ID);
  if (typeof trace === 'string') kept['trace_id'] = cleanText(trace, LONGEST_ID);
  if (isJsonObject(logged)) kept['spend_logs_metadata'] = cleanMetadata(logged);
  return kept;
}

/** Refuses members through which a caller would choose where credentials go, wherever they hide. */
export function refuseAddresses(values: Values): Failure | null {
  for (const [member, value] of values) {
    const path = addressIn(value, member);
    if (path)
      return {
        class: 'BadRequestError',
        message: `${cleanText(path, 128)} is not allowed in request body.`,
        param: cleanText(path, 128),
      };
  }
  return null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function wrong(param: string, expected: string): Failure {
  return { class: 'BadRequestError', message: `'${param}' must be ${expected}.`, param };
}
