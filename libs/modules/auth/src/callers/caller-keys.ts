import { type KeyContext } from '@tollgate/core';

/** `unavailable`: the store cannot be reached, so nothing is known of this key (503, not 401). */
export type CallerKeyLookup =
  { state: 'found'; key: KeyContext } | { state: 'unknown' } | { state: 'unavailable' };

/**
 * Where the management API looks bearer keys up: the same directory the data plane uses, so both agree on what a key may
 * do at any moment. The application binds the key directory to it.
 */
export abstract class CallerKeys {
  /** What is known of a key (SHA-256, hex) from memory. */
  abstract find(hash: string): KeyContext | undefined;
  abstract load(hash: string): Promise<CallerKeyLookup>;
  /** In constant time. */
  abstract isMaster(key: string): boolean;
  abstract readonly master: KeyContext;
}
