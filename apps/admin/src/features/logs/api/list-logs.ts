import { type SpendLogPage, type SpendLogQuery } from '@tollgate/core';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /spend/logs/v2: calls, newest first, a page at a time by cursor. */
export function listLogs(query: SpendLogQuery, signal?: AbortSignal): Promise<SpendLogPage> {
  return get('/spend/logs/v2', {
    query: { ...query },
    expect: hasFields<SpendLogPage>('data'),
    ...(signal && { signal }),
  });
}
