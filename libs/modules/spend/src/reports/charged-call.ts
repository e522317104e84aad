import { ApiError } from '@tollgate/auth';
import { type DataSource } from 'typeorm';
import { type SpendScope } from '../scope/spend-scope.js';
import { addRequestId, withinScope } from './log-filter.js';
import { readReport } from './report-reader.js';
import { EVENT_COLUMNS, type EventRecordRead } from './spend-log-row.js';

/** A call, and what it was charged when it ended, pico-USD; `cost` is what it costs by now. */
export type ChargedCall = EventRecordRead & { readonly charged: string | null };

/** One call by its own id, its reply's id or its call id; the newest when the id repeats. 404 when the caller has none such. */
export async function findCall(
  dataSource: DataSource,
  requestId: string,
  scope: SpendScope,
): Promise<ChargedCall> {
  const filter = addRequestId(withinScope(scope), requestId);
  const [row] = await readReport(dataSource, (read) =>
    read<ChargedCall>(
      `SELECT ${EVENT_COLUMNS}, charged::text FROM spend_call ${filter.where()} ORDER BY started_at DESC, id DESC LIMIT 1`,
      filter.parameters,
    ),
  );
  if (row) return row;
  throw new ApiError({
    class: 'NotFoundError',
    message: 'There is no call with this request id.',
    param: 'request_id',
  });
}
