import 'reflect-metadata';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connect, createDataSource } from '@tollgate/database';
import { SPEND_ROWS } from '@tollgate/spend';
import { createLogger, NestLog, readLogLevel } from '@tollgate/telemetry';
import { type DataSource } from 'typeorm';
import { onStopRequest, type StopReason } from './lifecycle/stop-request.js';
import { readWorkerSettings, type WorkerSettings } from './worker-settings.js';
import { WorkerModule } from './worker.module.js';

/** Whoever started us may start us again; a worker that waits longer only hides that the database is gone. */
const WAIT_FOR_DATABASE_MS = 300_000;
/** A job that is not done by then is done by another worker. */
const STOP_WITHIN_MS = 10_000;
const POOL_SIZE = 4;

const { LITELLM_LOG: level = '', JSON_LOGS: json = '' } = process.env;
Logger.overrideLogger(
  new NestLog(createLogger({ level: readLogLevel(level) ?? 'info', json: /^(1|true)$/i.test(json) })),
);
const logger = new Logger('Worker');

async function main(): Promise<void> {
  const read = readWorkerSettings(process.env);
  if (!read.ok) {
    for (const problem of read.problems) logger.fatal(problem);
    process.exitCode = 2;
    return;
  }
  const stopping = new AbortController();
  const running: { application?: INestApplicationContext } = {};
  const dataSource = dataSourceOf(read.settings);
  onStopRequest(process, (reason) => {
    stopping.abort();
    void stop(reason, running.application, dataSource);
  });
  if (!(await connectWithin(dataSource, stopping.signal))) return;
  running.application = await NestFactory.createApplicationContext(
    WorkerModule.with(dataSource, read.settings.backend),
    { abortOnError: false },
  );
  logger.log(`ready; queues on ${read.settings.backend.kind}`);
}

/** False when we were asked to stop meanwhile. @throws when the database stays away, or refuses us. */
async function connectWithin(dataSource: DataSource, stopping: AbortSignal): Promise<boolean> {
  const deadline = AbortSignal.timeout(WAIT_FOR_DATABASE_MS);
  try {
    await connect(dataSource, { signal: AbortSignal.any([stopping, deadline]), onWaiting: reportWaiting });
    return !stopping.aborted;
  } catch (error) {
    if (stopping.aborted) return false;
    throw deadline.aborted
      ? new Error(`the database stayed away for ${WAIT_FOR_DATABASE_MS / 60_000} minutes`)
      : error;
  }
}

function dataSourceOf(settings: WorkerSettings): DataSource {
  return createDataSource({
    url: settings.databaseUrl,
    entities: SPEND_ROWS,
    poolSize: POOL_SIZE,
    applicationName: 'tollgate worker',
    onIdleError: (error) => logger.warn(`a connection to the database broke: ${textOf(error)}`),
  });
}

function reportWaiting(error: unknown, pauseMs: number): void {
  logger.warn(`the database cannot be reached (${textOf(error)}); trying again in ${pauseMs} ms`);
}

/** Lets the running job finish, then ends. Exit code 0: this is how a worker is meant to end. */
async function stop(
  reason: StopReason,
  application: INestApplicationContext | undefined,
  dataSource: DataSource,
): Promise<void> {
  logger.log(`stopping (${reason})`);
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  try {
    await application?.close();
    if (dataSource.isInitialized) await dataSource.destroy();
  } catch (error) {
    logger.warn(`not everything could be closed: ${textOf(error)}`);
  }
  process.exit(0);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  logger.fatal(`the worker cannot run: ${textOf(error)}`);
  process.exit(1);
});
