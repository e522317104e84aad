import 'reflect-metadata';
import { checkConfig, readOptions } from '@tollgate/config';
import { factsOfProvider, providerDetails, providerFacts, providerList } from '@tollgate/llm';
import { buildRoutingTable } from '@tollgate/models';
import { QUICKSTART_CONFIG, VERSION } from './boot/paths.js';
import { routePlan } from './boot/route-plan.js';
import { exportSpend } from './export/export-spend.js';
import { start } from './boot/start.js';
import { StartFailure } from './boot/start-failure.js';

/** Exit code of a command line or configuration that cannot be used. */
const USAGE_EXIT = 2;

/** The `tollgate` command. Resolves when a command is done, or the gateway is ready. */
async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2), process.env);
  switch (read.kind) {
    case 'help':
      console.log(read.text);
      return;
    case 'version':
      console.log(VERSION);
      return;
    case 'usage-error':
      throw new StartFailure(read.message, USAGE_EXIT);
    case 'providers':
      console.log(providers(read.name, read.json));
      return;
    case 'route':
      console.log(await routePlan(read, process.env));
      return;
    case 'export':
      return exportSpend(read, console.error, console.log);
    case 'run':
      if (read.options.command === 'start') return start(read.options, process.env);
      return check(read.options.configPath ?? QUICKSTART_CONFIG, read.options.workers);
  }
}

/** What the registry knows: all of it or one provider, for people or for programs. */
function providers(name: string | null, json: boolean): string {
  if (name === null) return json ? JSON.stringify(providerFacts(), null, 2) : providerList();
  const text = json ? JSON.stringify(factsOfProvider(name), null, 2) : providerDetails(name);
  if (text !== null && text !== 'null') return text;
  throw new StartFailure(
    `No provider is called ${JSON.stringify(name)}. "tollgate providers" lists them.`,
    USAGE_EXIT,
  );
}

async function check(configPath: string, workers: number): Promise<void> {
  const outcome = await checkConfig({
    options: { configPath, workers },
    env: process.env,
    inspect: (config, env) => buildRoutingTable(config, env).notes,
  });
  console.log(outcome.text);
  process.exitCode = outcome.exitCode;
}

/** What an operator can mend is said in its own words; anything else is a fault of ours, shown with its stack. */
main().catch((error: unknown) => {
  if (error instanceof StartFailure) console.error(error.message);
  else console.error('Tollgate could not start:', error);
  process.exit(error instanceof StartFailure ? error.exitCode : 1);
});
