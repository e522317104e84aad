import { CSRF_HEADER } from '@tollgate/core';
import { ApiError, readApiError } from './api-error.js';
import { rootPath } from './root-path.js';

/** Query parameters; undefined and empty ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Call<T> {
  /** Is this the reply that was promised? */
  expect: (body: unknown) => body is T;
  query?: Query;
  signal?: AbortSignal;
}

export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Write<T> {
  expect: (body: unknown) => body is T;
  body?: unknown;
}

/** Asks who is signed in, and signs in: here a 401 is an answer, not the end of a session. */
export const SESSION_PATH = '/ui/session';

/** The session's token for writes; lives in memory only and comes with GET /ui/session. */
let csrfToken: string | null = null;
const signedOutListeners = new Set<() => void>();

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Calls back when the API says that the session has ended. Returns how to stop that. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Reads from the API with the session's cookie. Throws ApiError. */
export function get<T>(path: string, { expect, query = {}, signal }: Call<T>): Promise<T> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const search = params.size > 0 ? `?${params}` : '';
  return send(`${path}${search}`, { method: 'GET', signal: signal ?? null }, expect);
}

/** Writes to the API: session cookie and CSRF header. Throws ApiError. */
export function write<T>(method: WriteMethod, path: string, { expect, body }: Write<T>): Promise<T> {
  const headers = new Headers();
  if (csrfToken !== null) headers.set(CSRF_HEADER, csrfToken);
  if (body === undefined) return send(path, { method, headers }, expect);
  headers.set('content-type', 'application/json');
  return send(path, { method, headers, body: JSON.stringify(body) }, expect);
}

async function send<T>(path: string, init: RequestInit, expect: (body: unknown) => body is T): Promise<T> {
  const request = { ...init, credentials: 'same-origin' as const };
  const response = await fetch(rootPath() + path, request).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('The gateway cannot be reached. Is it running, and are you online?', 0);
  });
  const body = await readJson(response);
  if (!response.ok) {
    if (response.status === 401 && path !== SESSION_PATH) void tellIfSignedOut();
    throw readApiError(response.status, body);
  }
  if (!expect(body)) {
    throw new ApiError('The gateway answered with something the dashboard does not know.', response.status);
  }
  return body;
}

/** A 401 also answers who may not use a route at all; only the session itself says whether it has ended. */
async function tellIfSignedOut(): Promise<void> {
  const response = await fetch(rootPath() + SESSION_PATH, { credentials: 'same-origin' }).catch(() => null);
  if (response?.status === 401) for (const listener of signedOutListeners) listener();
}

/** null when there is no JSON in the reply. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
