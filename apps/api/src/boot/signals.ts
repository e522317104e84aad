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
