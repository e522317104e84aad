import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** DELETE /v1/access_group/{id}. */
export function deleteAccessGroup(id: string): Promise<unknown> {
  return write('DELETE', `/v1/access_group/${encodeURIComponent(id)}`, { expect: anyReply });
}

export const useDeleteAccessGroup = () => useWrite(deleteAccessGroup);
