import { Logger } from '@nestjs/common';
import { unreachable } from '@tollgate/core';
import { Journal, type JournalNotice } from '@tollgate/journal';
import { type DataSource } from 'typeorm';
import { type FlusherEvents, type FlusherOptions } from '../flush/flusher.js';
import { RollupNudge, type SendNudge } from '../rollup/rollup-nudge.js';
import { SpendLedger } from './spend-ledger.js';

export interface OpenLedgerOptions {
  readonly dataSource: DataSource;
  /** Folder of the journal, shared by the processes of one host. */
  readonly journalDirectory: string;
  /** Adds one nudge to the rollup queue. */
  readonly sendNudge: SendNudge;
  readonly flusher?: FlusherOptions;
}

/** A ledger that is at work, and how it is ended. */
export interface OpenLedger {
  readonly ledger: SpendLedger;
  /** Stores what is left and closes the journal: after the last call, before the database is closed. */
  close(timeoutMs?: number): Promise<void>;
}

/** Opens the journal, adopts what dead processes left in it, and begins to store. Postgres may still be away. */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenLedger> {
  const logger = new Logger('Ledger');
  const journal = await Journal.open(options.journalDirectory, {
    onNotice: (notice) => logger.warn(textOfNotice(notice)),
  });
  const nudge = new RollupNudge(options.sendNudge, (error) =>
    logger.warn(`the rollup queue cannot be reached (${textOf(error)}); the sweep will find the hours`),
  );
  const ledger = new SpendLedger(options.dataSource, journal, logged(logger, nudge), options.flusher);
  ledger.start();
  return {
    ledger,
    close: async (timeoutMs) => {
      await ledger.stop(timeoutMs);
      nudge.stop();
    },
  };
}

function logged(logger: Logger, nudge: RollupNudge): FlusherEvents {
  return {
    stored: () => nudge.nudge(),
    rejected: (lines) =>
      logger.error(`${lines} journal line(s) could not be stored; see table spend_dead_letter`),
    failed: (error, retryInMs) =>
      logger.warn(`spend cannot be stored at the moment (${textOf(error)}); trying again in ${retryInMs} ms`),
    recovered: () => logger.log('spend is being stored again'),
    vanished: (path) => logger.error(`${path} was removed before it was stored; its calls are lost`),
  };
}

function textOfNotice(notice: JournalNotice): string {
  switch (notice.kind) {
    case 'torn-line':
      return `${notice.segment.path} ends in ${notice.bytes} bytes of a line that was never finished; no reply relied on it`;
    case 'adoption-failed':
      return `the journal of a dead process in ${notice.folder} cannot be taken over yet (${textOf(notice.error)})`;
    default:
      return unreachable(notice);
  }
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}
