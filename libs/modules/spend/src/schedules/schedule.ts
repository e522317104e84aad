import { type ExportCadence } from '@tollgate/core';

/** When a schedule's periods begin and end, and when their files are written. */
export interface ScheduleRhythm {
  readonly cadence: ExportCadence;
  /** IANA name. */
  readonly timeZone: string;
  /** Of the day after the period, by the clocks of the zone. */
  readonly hour: number;
}
