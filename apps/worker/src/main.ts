import 'reflect-metadata';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connect, createDataSource } from '@tollgate/database';
import { createLogger, NestLog, readLogLevel } from '@tollgate/telemetry';
import { type DataSource } from 'typeorm';
import { WORKER_ENTITIES } from './entities.js';
import { waitForSchema } from './lifecycle/schema-ready.js';
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
  if (!read.ok) return fail(2, read.problems.join('; '));
  const stopping = new AbortController();
  const running: { application?: INestApplicationContext } = {};
  const dataSource = dataSourceOf(read.settings);
  onStopRequest(process, (reason) => {
    stopping.abort();
    void stop(reason, running.application, dataSource);
  });
  if (!(await openDatabase(dataSource, stopping.signal))) return;
  running.application = await NestFactory.createApplicationContext(
    WorkerModule.with(dataSource, read.settings),
    { abortOnError: false },
  );
  logger.log(`ready; queues on ${read.settings.backend.kind}`);
}

/** False when we were asked to stop meanwhile. @throws when the database stays away, or refuses us. */
async function openDatabase(dataSource: DataSource, stopping: AbortSignal): Promise<boolean> {
  const deadline = AbortSignal.timeout(WAIT_FOR_DATABASE_MS);
  const signal = AbortSignal.any([stopping, deadline]);
  try {
    await connect(dataSource, { signal, onWaiting: reportWaiting });
    await waitForSchema(dataSource, signal, () =>
      logger.log('waiting for the API to bring the schema up to date'),
    );
    return !stopping.aborted;
  } catch (error) {
    if (stopping.aborted) return false;
    if (!deadline.aborted) throw error;
    throw new Error(`the database is not ready after ${WAIT_FOR_DATABASE_MS / 60_000} minutes`, {
      cause: error,
    });
  }
}

function dataSourceOf(settings: WorkerSettings): DataSource {
  return createDataSource({
    url: settings.databaseUrl,
    entities: WORKER_ENTITIES,
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

/** The last word goes to standard error, which is written at once. */
function fail(exitCode: number, why: string): void {
  process.stderr.write(`tollgate worker: ${why}\n`);
  process.exit(exitCode);
}

main().catch((error: unknown) => fail(1, textOf(error)));
