import { readFile as readFileFromDisk } from 'node:fs/promises';
import { type Environment, resolveEnvironment } from './document/environment.js';
import { readWithIncludes, type ReadFile } from './document/include.js';
import { applyCredentials } from './credentials.js';
import { type ConfigProblem, type ConfigWarning } from './problems/problem.js';
import { isActive } from './schema/active-settings.js';
import { configSchema, type GatewayConfig } from './schema/config-schema.js';
import { Place, type ReadingReport } from './schema/types/setting-type.js';

export interface LoadConfigRequest {
  readonly path: string;
  /** Read for `os.environ/NAME`; the file's `environment_variables` are written into it. */
  readonly env: Environment;
  /** By default from disk, UTF-8, at most 64 MiB. */
  readonly readFile?: ReadFile;
}

export type ConfigResult =
  | {
      readonly ok: true;
      readonly config: GatewayConfig;
      readonly warnings: readonly ConfigWarning[];
      /** Settings in use that have no effect yet, as schema paths: `general_settings.alerting`. */
      readonly notActive: readonly string[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigWarning[];
    };

/**
 * Reads a configuration file with everything it includes, and checks all of it. Every problem is reported, not only the
 * first; what is expected to go wrong never throws.
 */
export async function loadConfig({
  path,
  env,
  readFile = readText,
}: LoadConfigRequest): Promise<ConfigResult> {
  const warnings: ConfigWarning[] = [];
  const { root, problems } = await readWithIncludes(path, readFile);
  if (root === null || problems.length > 0) return { ok: false, problems: inOrder(problems), warnings };
  const resolved = resolveEnvironment(root, env, warnings);
  const report: ReadingReport = { problems, warnings, notActive: new Set(), isActive };
  const config = configSchema.read(resolved, new Place(report));
  if (config === undefined || problems.length > 0)
    return { ok: false, problems: inOrder(problems), warnings };
  const origin = { file: path, line: 0, column: 0 };
  const applied = applyCredentials(config, (message, at) => warnings.push({ origin, path: at, message }));
  return { ok: true, config: applied, warnings, notActive: [...report.notActive] };
}

const LARGEST_FILE = 64 * 1024 * 1024;

async function readText(path: string): Promise<string> {
  const bytes = await readFileFromDisk(path);
  if (bytes.length > LARGEST_FILE) throw new Error('a configuration file of more than 64 MiB');
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** As they stand in the files, those of one file together. */
function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const files = [...new Set(problems.map(({ origin }) => origin.file))];
  return [...problems].sort(
    (a, b) =>
      files.indexOf(a.origin.file) - files.indexOf(b.origin.file) ||
      a.origin.line - b.origin.line ||
      a.origin.column - b.origin.column,
  );
}
