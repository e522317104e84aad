import { type Environment, resolveEnvironment } from '../document/environment.js';
import { isActive } from '../schema/active-settings.js';
import { configSchema, type GatewayConfig, type ModelEntry } from '../schema/config-schema.js';
import { type ConfigWarning } from '../problems/problem.js';
import { Place, type ReadingReport } from '../schema/types/setting-type.js';
import { jsonNode } from './json-node.js';

/** What is wrong with a value, without the value when it may be a secret. */
export interface StoredFault {
  /** `router_settings.num_retries`. */
  readonly path: string;
  /** A sentence without its full stop. */
  readonly message: string;
}

export type ReadStoredConfig =
  | {
      readonly ok: true;
      readonly config: GatewayConfig;
      /** Unknown keys, unset environment variables. */
      readonly warnings: readonly StoredFault[];
      /** Known settings that have no effect yet, as schema paths. */
      readonly notActive: readonly string[];
    }
  | { readonly ok: false; readonly faults: readonly StoredFault[] };

/** Reads sections given as JSON (by a request, from the database) by the same schema as a configuration file. Never throws. */
export function readStoredConfig(
  sections: Readonly<Record<string, unknown>>,
  env: Environment,
): ReadStoredConfig {
  const node = jsonNode(sections);
  if (node.kind !== 'map') throw new Error('sections are a map');
  const warnings: ConfigWarning[] = [];
  // Variables that a document declares are written into the environment it is read with, so it gets one of its own.
  const resolved = resolveEnvironment(node, { ...env }, warnings);
  const report: ReadingReport = { problems: [], warnings, notActive: new Set(), isActive };
  const config = configSchema.read(resolved, new Place(report));
  if (config === undefined || report.problems.length > 0)
    return {
      ok: false,
      faults: report.problems.map(({ path, expected, found }) => ({
        path,
        message: `expected ${expected}, found ${found}`,
      })),
    };
  return { ok: true, config, warnings: faultsOf(warnings), notActive: [...report.notActive] };
}

export type ReadModelEntry =
  | { readonly ok: true; readonly entry: ModelEntry; readonly warnings: readonly StoredFault[] }
  | { readonly ok: false; readonly faults: readonly StoredFault[] };

/** Reads one entry of `model_list`; paths begin inside it (`litellm_params.model`). */
export function readModelEntry(entry: Readonly<Record<string, unknown>>, env: Environment): ReadModelEntry {
  const read = readStoredConfig({ model_list: [entry] }, env);
  if (!read.ok) return { ok: false, faults: inside(read.faults) };
  const [first] = read.config.model_list ?? [];
  if (first === undefined) return { ok: false, faults: [{ path: '', message: 'expected a model' }] };
  return { ok: true, entry: first, warnings: inside(read.warnings) };
}

function inside(faults: readonly StoredFault[]): StoredFault[] {
  return faults.map(({ path, message }) => ({ path: path.replace(/^model_list\[0\]\.?/, ''), message }));
}

function faultsOf(warnings: readonly ConfigWarning[]): StoredFault[] {
  return warnings.map(({ path, message }) => ({ path, message }));
}
