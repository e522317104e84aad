import { type FallbackView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** DELETE /fallback/{model} */
export function deleteFallbacks({
  model,
  fallback_type: type,
}: Omit<FallbackView, 'fallback_models'>): Promise<unknown> {
  return write('DELETE', `/fallback/${encodeURIComponent(model)}?fallback_type=${type}`, {
    expect: anyReply,
  });
}

export const useDeleteFallbacks = () => useWrite(deleteFallbacks);
