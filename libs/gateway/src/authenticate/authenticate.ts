import { hash } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { type Failure, type KeyContext, presentedKey } from '@tollgate/core';
import { type KeyDirectory } from '../ports/ports.js';

const LONGEST_KEY = 512;

/**
 * Who is calling? The key is hashed at once and looked up in memory; only a key not known there is loaded, which is the one
 * wait on this path. The key itself is kept nowhere.
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  keys: KeyDirectory,
  keyHeader: string | null,
): KeyContext | Failure | Promise<KeyContext | Failure> {
  const presented = presentedKey(headers, keyHeader);
  switch (presented.state) {
    case 'none':
      return refused('Authentication Error, No api key passed in.');
    case 'malformed':
      return refused('Malformed API Key passed in. Ensure the header is "Authorization: Bearer <key>".');
    case 'given':
      return identify(presented.key, keys);
  }
}

function identify(key: string, keys: KeyDirectory): KeyContext | Failure | Promise<KeyContext | Failure> {
  const digest = hash('sha256', key);
  const known = keys.find(digest);
  if (known) return known;
  if (keys.isMaster(key)) return keys.master;
  if (!key.startsWith('sk-') || key.length > LONGEST_KEY)
    return refused("LiteLLM Virtual Key expected. The key is expected to start with 'sk-'.");
  return load(digest, keys);
}

async function load(digest: string, keys: KeyDirectory): Promise<KeyContext | Failure> {
  const lookup = await keys.load(digest);
  switch (lookup.state) {
    case 'found':
      return lookup.key;
    case 'unknown':
      return {
        class: 'KeyNotFoundError',
        message:
          'Authentication Error, Invalid proxy server token passed. Unable to find token in cache or database.',
        param: 'key',
      };
    case 'unavailable':
      return {
        class: 'ServiceUnavailableError',
        message: 'Keys cannot be checked at the moment. Try again later.',
        param: null,
        retryAfterSeconds: 1,
      };
  }
}

function refused(message: string): Failure {
  return { class: 'AuthenticationError', message, param: null };
}
