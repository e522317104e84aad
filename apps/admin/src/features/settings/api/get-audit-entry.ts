import { type AuditEntryView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /audit/{id} */
export const auditEntryQuery = (id: string) =>
  queryOptions({
    queryKey: ['audit', 'entry', id],
    queryFn: ({ signal }) =>
      get(`/audit/${encodeURIComponent(id)}`, { expect: hasFields<AuditEntryView>('id', 'action'), signal }),
    staleTime: Infinity,
  });
