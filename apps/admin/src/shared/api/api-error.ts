import { isRecord } from './json-shape.js';

/** A call that the API refused, or that never reached it. `message` is the API's own text. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** The field the message is about, as the API names it; null when it is about the whole. */
    readonly field: string | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** Nobody is signed in (any more). */
  get signedOut(): boolean {
    return this.status === 401;
  }
}

/**
 * Reads the error bodies of the management API: A `{error: {message, param}}`, B `{detail: text | {error}}`,
 * C `{detail: [{loc, msg}]}`, and Nest's own `{message}`.
 */
export function readApiError(status: number, body: unknown): ApiError {
  const { message, field } = (isRecord(body) && readBody(body)) || { message: '', field: null };
  return new ApiError(message || `The gateway answered with status ${status}.`, status, field);
}

interface ReadError {
  message: string;
  field: string | null;
}

function readBody(body: Record<string, unknown>): ReadError | null {
  const { error, detail, message } = body;
  if (isRecord(error)) return { message: text(error.message), field: fieldName(error.param) };
  if (Array.isArray(detail)) return readValidation(detail);
  if (isRecord(detail)) return { message: text(detail.error), field: null };
  if (detail !== undefined) return { message: text(detail), field: null };
  if (message !== undefined) return { message: text(message), field: null };
  return null;
}

/** The first complaint; the form shows the next one when this is mended. */
function readValidation(details: readonly unknown[]): ReadError | null {
  const first = details.find(isRecord);
  if (!first) return null;
  const path = Array.isArray(first.loc)
    ? first.loc.filter((part) => part !== 'body' && part !== 'query')
    : [];
  return { message: text(first.msg), field: path.length > 0 ? path.map(String).join('.') : null };
}

/** LiteLLM writes the text "None" where there is no field. */
function fieldName(param: unknown): string | null {
  return typeof param === 'string' && param !== '' && param !== 'None' ? param : null;
}

const WRAPPED = /^\{'error': ['"](.*)['"]\}$/s;

/** A message as people read it: without the wrapping of LiteLLM's dictionaries. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(' ');
  if (typeof value !== 'string') return '';
  return WRAPPED.exec(value)?.[1] ?? value;
}
