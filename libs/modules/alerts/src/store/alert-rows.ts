import { AlertDeliveryRow } from './alert-delivery-row.js';
import { AlertRow } from './alert-row.js';
import { AlertSettingsRow } from './alert-settings-row.js';

/** Every table of this module, for the data source. */
export const ALERT_ROWS = [AlertRow, AlertDeliveryRow, AlertSettingsRow];
