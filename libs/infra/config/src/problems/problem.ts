import { type Origin } from '../document/config-node.js';

/** Why a configuration is refused. No text in it holds a secret. */
export interface ConfigProblem {
  /** File, and the place in it; line and column 0 when the whole file is meant. */
  readonly origin: Origin;
  /** `model_list[0].litellm_params.model`; empty when the file itself is at fault. */
  readonly path: string;
  /** What belongs there: "a whole number". */
  readonly expected: string;
  /** What stands there: "the text \"many\"". */
  readonly found: string;
}

/** Something that is probably not meant so, but does not keep the gateway from starting. */
export interface ConfigWarning {
  readonly origin: Origin;
  readonly path: string;
  /** A sentence without its full stop. */
  readonly message: string;
}
