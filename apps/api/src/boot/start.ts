import { type Environment, type Options } from '@tollgate/config';
import { readConfiguration } from './configuration.js';
import { openHost } from './host.js';
import { readyLines } from './ready-lines.js';
import { serve } from './api-process.js';
import { stopOnSignals } from './signals.js';
import { Teardown } from './teardown.js';

/** Starts the gateway in this process and returns once it is ready. Rejects with a StartFailure the operator can act on. */
export async function start(options: Options, env: Environment): Promise<void> {
  const say = (line: string): void => console.log(line);
  const complain = (line: string): void => console.error(line);
  const teardown = new Teardown((step, error) =>
    complain(`Stopping ${step} failed: ${error instanceof Error ? error.message : 'unknown error'}`),
  );
  stopOnSignals(() => teardown.run(), say);
  const onFatal = (failure: Error): void => {
    complain(failure.message);
    void teardown.run().then(() => process.exit(1));
  };
  try {
    const configuration = await readConfiguration(options, env);
    if (configuration.remarks !== '') complain(configuration.remarks);
    const host = await openHost(options, configuration.services, teardown, say);
    const port = await serve({ options, configuration, host, teardown, onFatal });
    for (const line of readyLines(options.host, port, options.rootPath, host.masterKey)) say(line);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}
