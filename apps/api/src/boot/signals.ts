import { isStopMessage } from './cluster.js';

/** Exit code of a program that was told twice to stop. */
const IMPATIENT_EXIT = 1;

/** Stops cleanly on SIGTERM and SIGINT; a second signal ends the process at once. */
export function stopOnSignals(stop: () => Promise<void>, say: (line: string) => void): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(IMPATIENT_EXIT);
    stopping = true;
    say(`${signal}: finishing open requests, then stopping. Once more to stop at once.`);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`Stopping failed: ${error instanceof Error ? error.message : 'unknown error'}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/**
 * For a process that serves for a primary: stops when the primary says so, or is gone. Signals that the whole group gets
 * (Ctrl-C) are the primary's business.
 */
export function stopOnDisconnect(stop: () => Promise<void>): void {
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  process.on('SIGTERM', ignore);
  const end = (): void => void stop().finally(() => process.exit(0));
  process.on('message', (message) => {
    if (isStopMessage(message)) end();
  });
  process.on('disconnect', end);
}
