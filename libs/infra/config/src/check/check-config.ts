import { type Environment } from '../document/environment.js';
import { type ReadFile } from '../document/include.js';
import { loadConfig } from '../load-config.js';
import { type Options } from '../options/options.js';
import { readServices } from '../options/services.js';
import { formatProblems, formatWarnings } from '../problems/format.js';
import { type GatewayConfig } from '../schema/config-schema.js';

export interface CheckRequest {
  readonly options: Pick<Options, 'workers'> & {
    /** The file to check: the quickstart's when none was named. */
    readonly configPath: string;
  };
  readonly env: Environment;
  readonly readFile?: ReadFile;
  /** Further remarks about a readable configuration, such as models that cannot be served. */
  readonly inspect?: (config: GatewayConfig, env: Environment) => readonly string[];
}

/** What `tollgate check` prints, and its exit code: 0 when the gateway would start, 2 when not. */
export interface CheckOutcome {
  readonly text: string;
  readonly exitCode: 0 | 2;
}

/** Does all that a start does with its configuration, and starts nothing. */
export async function checkConfig({ options, env, readFile, inspect }: CheckRequest): Promise<CheckOutcome> {
  const path = options.configPath;
  const result = await loadConfig({ path, env, ...(readFile === undefined ? {} : { readFile }) });
  if (!result.ok) {
    const text = joined([formatWarnings(result.warnings), formatProblems(result.problems)]);
    return { text, exitCode: 2 };
  }
  const problems = serviceProblems(result.config, env, options.workers);
  const notes = inspect?.(result.config, env) ?? [];
  const remarks = [
    formatWarnings(result.warnings, result.notActive),
    ...notes.map((note) => `note: ${note}`),
  ];
  if (problems.length > 0)
    return { text: joined([...remarks, ...problems.map((problem) => `problem: ${problem}`)]), exitCode: 2 };
  const deployments = result.config.model_list?.length ?? 0;
  const names = new Set(result.config.model_list?.map(({ model_name }) => model_name)).size;
  const verdict = `${path} is valid: ${counted(names, 'model')}, ${counted(deployments, 'deployment')}.`;
  return { text: joined([...remarks, verdict]), exitCode: 0 };
}

function serviceProblems(config: GatewayConfig, env: Environment, workers: number): readonly string[] {
  const read = readServices(config, env);
  if (!read.ok) return read.problems;
  return workers > 1 && read.services.redis === null
    ? ['more than one API process (--workers) needs Redis: set REDIS_URL']
    : [];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
