import { SpendAdjustedRow, SpendAdjustmentRow } from './spend-adjustment-row.js';
import { SpendDeadLetterRow } from './spend-dead-letter-row.js';
import { SpendDeliveryRow } from './spend-delivery-row.js';
import { SpendDroppedMonthRow } from './spend-dropped-month-row.js';
import { SpendEventRow } from './spend-event-row.js';
import { SpendExportChunkRow } from './spend-export-chunk-row.js';
import { SpendExportRow } from './spend-export-row.js';
import { SpendHourlyRow } from './spend-hourly-row.js';
import { SpendPendingHourRow } from './spend-pending-hour-row.js';
import { SpendRepricingRow } from './spend-repricing-row.js';
import { SpendScheduleRow } from './spend-schedule-row.js';
import { SpendTotalRow } from './spend-total-row.js';

export {
  SpendAdjustedRow,
  SpendAdjustmentRow,
  SpendDeadLetterRow,
  SpendDeliveryRow,
  SpendDroppedMonthRow,
  SpendEventRow,
  SpendExportChunkRow,
  SpendExportRow,
  SpendHourlyRow,
  SpendPendingHourRow,
  SpendRepricingRow,
  SpendScheduleRow,
  SpendTotalRow,
};

/** Every table of this module, for the data source. */
export const SPEND_ROWS = [
  SpendEventRow,
  SpendHourlyRow,
  SpendPendingHourRow,
  SpendTotalRow,
  SpendDeadLetterRow,
  SpendExportRow,
  SpendExportChunkRow,
  SpendScheduleRow,
  SpendDeliveryRow,
  SpendDroppedMonthRow,
  SpendRepricingRow,
  SpendAdjustmentRow,
  SpendAdjustedRow,
];
