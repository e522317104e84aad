import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** DELETE /spend/exports/{id}: the export and its file. */
export function deleteExport(id: string): Promise<unknown> {
  return write('DELETE', `/spend/exports/${encodeURIComponent(id)}`, { expect: anyReply });
}

export const useDeleteExport = () => useWrite(deleteExport);
