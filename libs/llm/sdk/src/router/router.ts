import { readStoredConfig } from '@tollgate/config';
import { buildRoutingTable } from '@tollgate/models/table';
import { type RoutingTable } from '@tollgate/routing';
import { Engine } from '../calls/engine.js';
import { settingsOf } from '../calls/serving.js';
import { type Operations, operationsOn } from '../operations/operations.js';
import { type RouterOptions } from './router-options.js';

/** Options that a router cannot be made of; each fault names its place and what was expected there. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * Several deployments behind public names: spreads the calls of a name over its deployments, tries again, cools down what
 * fails, falls back to other names. Its calls are those of the module, under the names of `model_list`.
 */
export class Router implements Operations {
  readonly completion: Operations['completion'];
  readonly embedding: Operations['embedding'];
  readonly imageGeneration: Operations['imageGeneration'];
  readonly moderation: Operations['moderation'];
  readonly rerank: Operations['rerank'];
  readonly speech: Operations['speech'];
  readonly transcription: Operations['transcription'];
  /** Sentences about entries that cannot be served as they stand: left out, misspelt, without a key. */
  readonly notes: readonly string[];
  readonly #engine: Engine;
  readonly #table: RoutingTable;

  /** @throws ConfigurationError */
  constructor(options: RouterOptions) {
    const { model_list, drop_params = false, ...router_settings } = options;
    const read = readStoredConfig({ model_list, router_settings }, process.env);
    if (!read.ok) throw new ConfigurationError(read.faults.map(({ path, message }) => `${path}: ${message}`));
    const { table, notes } = buildRoutingTable(read.config, process.env);
    this.notes = [...read.warnings.map(({ path, message }) => `${path}: ${message}`), ...notes];
    this.#table = table;
    const settings = settingsOf(table, drop_params);
    this.#engine = new Engine((params) => ({ settings, body: params }));
    const operations = operationsOn(this.#engine);
    this.completion = operations.completion;
    this.embedding = operations.embedding;
    this.imageGeneration = operations.imageGeneration;
    this.moderation = operations.moderation;
    this.rerank = operations.rerank;
    this.speech = operations.speech;
    this.transcription = operations.transcription;
  }

  /** Public names that can be asked for, aliases that are not hidden among them; wildcards as they stand. */
  modelNames(): readonly string[] {
    const { groups, wildcards, aliases } = this.#table;
    const shown = [...aliases].filter(([, { hidden }]) => !hidden).map(([alias]) => alias);
    return [...new Set([...groups.keys(), ...wildcards.map(({ pattern }) => pattern), ...shown])];
  }

  /** Closes the connections to all providers. Calls on their way fail. */
  close(): Promise<void> {
    return this.#engine.close();
  }
}
