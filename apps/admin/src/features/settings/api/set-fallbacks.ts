import { type FallbackView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /fallback: what is tried when a model fails, in order. */
export function setFallbacks(request: FallbackView): Promise<FallbackView> {
  return write('POST', '/fallback', { body: request, expect: hasFields<FallbackView>('model') });
}

export const useSetFallbacks = () => useWrite(setFallbacks);
