import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /model/delete */
export function deleteModel(id: string): Promise<unknown> {
  return write('POST', '/model/delete', { body: { id }, expect: anyReply });
}

export const useDeleteModel = () => useWrite(deleteModel);
