import {
  type Environment,
  formatProblems,
  formatWarnings,
  type GatewayConfig,
  loadConfig,
  type Options,
  readServices,
  type Services,
} from '@tollgate/config';
import { QUICKSTART_CONFIG } from './paths.js';
import { StartFailure } from './start-failure.js';

/** A checked configuration and the services it names. */
export interface Configuration {
  readonly config: GatewayConfig;
  readonly services: Services;
  /** Remarks for the operator; '' when there are none. */
  readonly remarks: string;
}

/** Reads and checks the configuration file (the quickstart without one). Everything wrong with it is a StartFailure, code 2. */
export async function readConfiguration(options: Options, env: Environment): Promise<Configuration> {
  const loaded = await loadConfig({ path: options.configPath ?? QUICKSTART_CONFIG, env });
  if (!loaded.ok) {
    const warnings = formatWarnings(loaded.warnings);
    throw new StartFailure([warnings, formatProblems(loaded.problems)].filter(Boolean).join('\n'), 2);
  }
  const read = readServices(loaded.config, env);
  if (!read.ok) throw new StartFailure(read.problems.join('\n'), 2);
  if (options.workers > 1 && read.services.redis === null)
    throw new StartFailure(
      `--workers ${options.workers} needs Redis, so that the processes share their limits: set REDIS_URL, or leave --workers out.`,
      2,
    );
  const remarks = formatWarnings(loaded.warnings, loaded.notActive);
  return { config: loaded.config, services: read.services, remarks };
}
