import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { SESSION_COOKIE } from '@tollgate/core';
import { parseCookie } from 'cookie';

const TOKEN = /^[\w-]{43}$/;

/** 256 random bits, url-safe. Only its hash is stored. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The session token in a Cookie header; null when there is none that could be ours. */
export function sessionTokenIn(cookieHeader: string | undefined): string | null {
  const token = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[SESSION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? token : null;
}

/** Derived from the session token, which no other site can read: nothing to store, nothing to get out of step. */
export function csrfTokenOf(token: string): string {
  return createHash('sha256').update(`csrf:${token}`).digest('base64url');
}

export function isCsrfTokenOf(token: string, presented: string | readonly string[] | undefined): boolean {
  if (typeof presented !== 'string') return false;
  const expected = Buffer.from(csrfTokenOf(token));
  const given = Buffer.from(presented);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
