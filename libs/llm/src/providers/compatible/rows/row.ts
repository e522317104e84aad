import { type Endpoint } from '../../provider.js';
import { type Quirk } from '../quirks/quirk.js';

/** One OpenAI-compatible provider: everything that sets it apart, as data. */
export interface CompatibleRow {
  readonly label: string;
  /** Other prefixes that mean the same provider. */
  readonly aliases?: readonly string[];
  /**
   * Base URL without a trailing slash; null: the operator must give `api_base`. `{name}` stands for a parameter of the
   * deployment, listed in `baseUrlParams`.
   */
  readonly baseUrl: string | null;
  /** Parameters (`litellm_params`) the base URL is made of → environment variables that may hold them, in order. */
  readonly baseUrlParams?: Readonly<Record<string, readonly string[]>>;
  /** Environment variables that may hold the base URL, in order. */
  readonly baseUrlEnv?: readonly string[];
  /** Path of the chat endpoint below the base URL; `/chat/completions` when absent. */
  readonly path?: string;
  /** `bearer` when absent. */
  readonly auth?: RowAuth;
  /** Environment variables that may hold the API key, in order. */
  readonly keyEnv: readonly string[];
  /** Endpoints that its documentation or a maintained client of it names; `chat` alone when absent. */
  readonly serves?: readonly Endpoint[];
  /** `USUAL_QUIRKS` when absent. */
  readonly quirks?: readonly Quirk[];
  /** Members of a body it cannot honour: refused by name, or dropped with `drop_params`. */
  readonly unsupported?: readonly string[];
}

/** How a key is shown. */
export type RowAuth =
  /** `Authorization: Bearer`, and there must be a key. */
  | 'bearer'
  /** `Authorization: Bearer` where there is a key; servers of one's own often have none. */
  | 'optional'
  /** Snowflake: a bearer token, and a header that says which kind it is. */
  | 'snowflake-token'
  /** A header of its own; `scheme` stands before the key. */
  | { readonly header: string; readonly scheme?: string };

/**
 * Of a row that names no quirks. The newer name of the reply's bound is OpenAI's own, and a server that does not know it
 * passes it over and answers without end; the older name is known to all.
 */
export const USUAL_QUIRKS: readonly Quirk[] = Object.freeze<Quirk[]>(['max-tokens-only']);
