import { isJsonObject, type KeyHealth } from '@tollgate/core';
import { type VirtualKey } from '../domain/virtual-key.js';

/**
 * A key that gets so far is in order. Callbacks of its own (`metadata.logging`) are kept, but nothing is sent to them, which
 * is said rather than called healthy.
 * @param key null: the master key, or a session.
 */
export function keyHealthOf(key: VirtualKey | null): KeyHealth {
  const logging: unknown = key?.metadata['logging'];
  const callbacks = Array.isArray(logging) ? logging.filter(isJsonObject) : [];
  if (callbacks.length === 0) return { key: 'healthy', logging_callbacks: null };
  return {
    key: 'unhealthy',
    logging_callbacks: {
      callbacks: callbacks.map(({ callback_name: name }) => (typeof name === 'string' ? name : 'unknown')),
      status: 'unhealthy',
      details: 'Callbacks of single keys are stored, but nothing is sent to them yet.',
    },
  };
}
