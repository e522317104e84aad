import { type AuditPage, type AuditQuery } from '@tollgate/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /audit: administrative acts, newest first. */
export const auditQuery = (query: AuditQuery) =>
  queryOptions({
    queryKey: ['audit', 'list', query],
    queryFn: ({ signal }) =>
      get('/audit', { query: { ...query }, expect: hasFields<AuditPage>('audit_logs', 'total'), signal }),
    placeholderData: keepPreviousData,
  });
