import { type ModelEntry } from '@tollgate/config';

/** A model of the database, checked like an entry of the configuration file; `model_info.id` is its id there. */
export interface DatabaseEntry {
  readonly entry: ModelEntry;
  /** What `model_info` shows besides its own members: when it was made, by whom. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Where an entry comes from. */
export interface ModelOrigin {
  /** For notes: `model_list[2] (smart)`. */
  readonly place: string;
  /** Of a database entry; null: the configuration file has it. */
  readonly facts: Readonly<Record<string, unknown>> | null;
}

/** An entry that no call reaches: paused, or not to be built. */
export interface IdleModel {
  readonly id: string;
  readonly modelName: string;
  /** As sent upstream: `openai/gpt-4o`. */
  readonly model: string;
  readonly info: Readonly<Record<string, unknown>>;
  /** A sentence without its full stop. */
  readonly reason: string;
}
