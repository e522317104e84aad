import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { PID_FILE, stopServer } from './left-over-server.js';
import { failureLine } from './postgres-program.js';
import { type ServerUser, spawnOptions } from './server-user.js';
import { watchServer } from './watchdog.js';

/** A start after a crash replays the write-ahead log first, which may take minutes. */
const START_WITHIN_MS = 300_000;
const MAX_STARTS = 20;

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly binaries: string;
  readonly home: string;
  readonly data: string;
  readonly user: ServerUser;
  readonly settings: Readonly<Record<string, string>>;
  readonly onProgress: (line: string) => void;
  readonly onUnexpectedExit: (error: EmbeddedPostgresError) => void;
}

/**
 * Starts the server on a free port of 127.0.0.1, and watches over it. Tries again when another program took the port
 * first, and while processes of a killed server still end.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = await spawnServer(options, port);
    const failure = await untilReady(child, options);
    if (failure === null) return supervise(child, port, options);
    if (attempt === MAX_STARTS || !/Address already in use|shared memory block/.test(failure)) {
      throw new EmbeddedPostgresError(failureLine(failure) ?? 'Postgres ended at once');
    }
    await setTimeout(250);
  }
}

/** Everything a server writes before its own log is open. */
const startupLog = (options: ServerOptions): string => join(options.home, 'startup.log');

async function spawnServer(options: ServerOptions, port: number): Promise<ChildProcess> {
  const settings = { ...fixedSettings(options.home), ...options.settings, port: String(port) };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(startupLog(options), 'w', 0o600);
  try {
    const child = spawn(join(options.binaries, 'bin', 'postgres'), ['-D', options.data, ...args], {
      ...spawnOptions(options.user),
      // Its own session: Ctrl-C in the terminal is for Tollgate, which stops Postgres last.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

function fixedSettings(home: string): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    // A log file for each day of the week: bounded, and without the statements' values.
    logging_collector: 'on',
    log_directory: join(home, 'log'),
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
}

/** Waits until the server accepts connections; resolves with what it wrote when it ended instead. */
async function untilReady(child: ChildProcess, options: ServerOptions): Promise<string | null> {
  const started = Date.now();
  let told = started;
  while (child.exitCode === null && child.signalCode === null) {
    const lines = (await readFile(join(options.data, PID_FILE), 'utf8').catch(() => '')).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return null;
    if (Date.now() - started > START_WITHIN_MS) {
      child.kill('SIGQUIT');
      throw new EmbeddedPostgresError('Postgres was not ready within five minutes');
    }
    if (Date.now() - told > 5_000) {
      told = Date.now();
      options.onProgress('Postgres is still starting (recovering from an unclean stop)');
    }
    await setTimeout(10);
  }
  return readFile(startupLog(options), 'utf8').catch(() => '');
}

function supervise(child: ChildProcess, port: number, options: ServerOptions): RunningServer {
  const pid = child.pid ?? 0;
  const dismissWatchdog = watchServer(pid, options.data, options.user);
  const exited = once(child, 'exit');
  let stopping: Promise<void> | null = null;
  void exited.then(() => {
    dismissWatchdog();
    if (stopping === null) options.onUnexpectedExit(new EmbeddedPostgresError('Postgres ended unexpectedly'));
  });
  child.unref();
  const stop = async (): Promise<void> => {
    await Promise.all([exited, stopServer(pid)]);
  };
  return { port, stop: () => (stopping ??= stop()) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new EmbeddedPostgresError('No free port');
  return address.port;
}
