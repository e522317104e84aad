import { unreachable, type SpendLogRow } from '@tollgate/core';
import { StatusBadge } from '@tollgate/ui';
import { readLogDetails } from './log-details.js';

/** How a call ended, in a word; a failure with the status its client got. */
export function CallStatusBadge({ row }: { row: SpendLogRow }) {
  switch (row.status) {
    case 'success':
      return <StatusBadge tone="positive">Success</StatusBadge>;
    case 'cancelled':
      return <StatusBadge tone="quiet">Client left</StatusBadge>;
    case 'failure': {
      const code = readLogDetails(row).error?.code;
      return <StatusBadge tone="negative">{code ? `Failed ${code}` : 'Failed'}</StatusBadge>;
    }
    default:
      return unreachable(row.status);
  }
}
