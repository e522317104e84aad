import { type ExportRequest, type ExportView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /spend/exports: a worker writes the file. */
export function orderExport(request: ExportRequest): Promise<ExportView> {
  return write('POST', '/spend/exports', { body: request, expect: hasFields<ExportView>('id', 'status') });
}

export const useOrderExport = () => useWrite(orderExport);
