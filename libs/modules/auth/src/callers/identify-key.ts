import { createHash } from 'node:crypto';
import {
  type KeyContext,
  presentedKey,
  type HeaderMap,
  type Result,
  ok,
  ownerBlocking,
  refuse,
} from '@tollgate/core';
import { type Caller } from './caller.js';
import { type CallerKeys } from './caller-keys.js';

/** A caller together with what is known of its key. */
export interface KeyCaller {
  readonly caller: Caller;
  readonly key: KeyContext;
}

/** Longest key text that is hashed; anything longer is no key of ours. */
const KEY_TEXT_MAX = 256;

/**
 * Who presents a key in the request's headers; null when no header holds one. Failures are 401, or 503 when the key store
 * is away. No text tells whether a similar key exists.
 */
export async function identifyKey(
  headers: HeaderMap,
  keys: CallerKeys,
  options: { ownHeader: string | null; now: number },
): Promise<Result<KeyCaller> | null> {
  const presented = presentedKey(headers, options.ownHeader);
  if (presented.state === 'none') return null;
  if (presented.state === 'malformed')
    return unauthorized('Malformed API Key passed in. Send it as `Authorization: Bearer sk-…`.');
  if (keys.isMaster(presented.key)) return ok({ caller: callerOf(keys.master, 'master'), key: keys.master });
  if (!presented.key.startsWith('sk-') || presented.key.length > KEY_TEXT_MAX)
    return unauthorized("LiteLLM Virtual Key expected: a key is expected to start with 'sk-'.");
  return identifyVirtualKey(presented.key, keys, options.now);
}

async function identifyVirtualKey(text: string, keys: CallerKeys, now: number): Promise<Result<KeyCaller>> {
  const hash = createHash('sha256').update(text).digest('hex');
  const known = keys.find(hash);
  const lookup = known ? ({ state: 'found', key: known } as const) : await keys.load(hash);
  switch (lookup.state) {
    case 'unavailable':
      return refuse({
        class: 'ServiceUnavailableError',
        message: 'Keys cannot be looked up at the moment; try again shortly.',
        param: null,
      });
    case 'unknown':
      return refuse({
        class: 'KeyNotFoundError',
        message:
          'Authentication Error, Invalid proxy server token passed. Unable to find token in cache or database.',
        param: 'key',
      });
    case 'found':
      return usable(lookup.key, now);
  }
}

function usable(key: KeyContext, now: number): Result<KeyCaller> {
  const blocking = ownerBlocking(key);
  if (blocking) return refuse(blocking);
  if (key.blocked) return unauthorized('Key is blocked. Ask an admin to unblock it.');
  if (key.expiresAt !== null && key.expiresAt <= now)
    return refuse({
      class: 'ExpiredKeyError',
      message: `Authentication Error, Expired Key. It expired at ${new Date(key.expiresAt).toISOString()}.`,
      param: key.name,
    });
  return ok({ caller: callerOf(key, 'key'), key });
}

function callerOf(key: KeyContext, via: 'master' | 'key'): Caller {
  return { role: key.role, userId: key.userId, teamId: key.teamId, keyHash: key.hash, via };
}

function unauthorized(text: string): Result<KeyCaller> {
  return refuse({ class: 'AuthenticationError', message: `Authentication Error, ${text}`, param: null });
}
