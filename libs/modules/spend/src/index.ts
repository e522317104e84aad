export { deliverDue } from './deliveries/deliver-due.js';
export { type DeliveryMeans } from './deliveries/deliver-file.js';
export { DELIVERY_QUEUE, DELIVERY_SWEEP_EVERY_MS } from './deliveries/delivery-queue.js';
export { EXPORT_QUEUE, EXPORT_SWEEP_EVERY_MS, ExportNudge } from './exports/export-queue.js';
export { ExportStore } from './exports/export-store.js';
export { type ExportSource, writeQueuedExports } from './exports/write-exports.js';
export { type FlusherEvents, type FlusherFigures, type FlusherOptions } from './flush/flusher.js';
export { countDeadLetters } from './flush/dead-letters.js';
export { openLedger, type OpenLedger, type OpenLedgerOptions } from './ledger/open-ledger.js';
export { type LedgerFigures, SpendLedger } from './ledger/spend-ledger.js';
export { makeMonths } from './partitions/month-partitions.js';
export { dropExpiredMonths, keptSince } from './partitions/retention.js';
export { UPKEEP_EVERY_MS, UPKEEP_QUEUE } from './partitions/upkeep-queue.js';
export { REPRICING_QUEUE, REPRICING_SWEEP_EVERY_MS } from './repricing/repricing-queue.js';
export { runRepricings } from './repricing/run-repricings.js';
export { rollUpPendingHours } from './rollup/hourly-rollup.js';
export { ROLLUP_QUEUE, SWEEP_EVERY_MS } from './rollup/rollup-queue.js';
export { RollupNudge, type SendNudge } from './rollup/rollup-nudge.js';
export {
  SPEND_ROWS,
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
} from './rows/index.js';
export { DeliveryNetworkPort } from './schedules/delivery-network.js';
export { ScheduleStore } from './schedules/schedule-store.js';
export { startDueSchedules } from './schedules/start-due-schedules.js';
export { SpendHttpModule } from './spend-http.module.js';
