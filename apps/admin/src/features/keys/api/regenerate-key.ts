import { type GeneratedKey } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

export interface RegenerateKey {
  hash: string;
  /** How long the old secret works on, as `24h`; null: it ends at once. */
  gracePeriod: string | null;
}

/** POST /key/{key}/regenerate: another secret for the same key; it is in this reply and never again. */
export function regenerateKey({ hash, gracePeriod }: RegenerateKey): Promise<GeneratedKey> {
  return write('POST', `/key/${encodeURIComponent(hash)}/regenerate`, {
    body: gracePeriod === null ? {} : { grace_period: gracePeriod },
    expect: hasFields<GeneratedKey>('key', 'token'),
  });
}

export const useRegenerateKey = () => useWrite(regenerateKey);
