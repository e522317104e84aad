import { type GatewayConfig } from '@tollgate/config';
import { type BudgetCalendar, UTC_CALENDAR } from '@tollgate/core';

/** Whose midnights budgets follow: those of `litellm_settings.timezone`. Weeks begin on Monday. */
export function budgetCalendarOf(config: GatewayConfig): BudgetCalendar {
  return { ...UTC_CALENDAR, timeZone: config.litellm_settings?.timezone ?? UTC_CALENDAR.timeZone };
}
