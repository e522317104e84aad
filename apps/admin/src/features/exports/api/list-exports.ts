import { type ExportView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

const PROGRESS_INTERVAL_MS = 1_000;

/** True while a worker has still to write it. */
export const isUnderWay = ({ status }: ExportView): boolean => status === 'queued' || status === 'running';

/** GET /spend/exports: the newest hundred, read again and again while one is being written. */
export const exportsQuery = queryOptions({
  queryKey: ['exports', 'list'],
  queryFn: ({ signal }) => get('/spend/exports', { expect: isListOf<ExportView>('id', 'status'), signal }),
  refetchInterval: ({ state: { data } }) => (data?.some(isUnderWay) ? PROGRESS_INTERVAL_MS : false),
});
