import { type Environment } from '../document/environment.js';
import { type GatewayConfig } from '../schema/config-schema.js';
import { type RedisAddress, readRedis } from './redis-address.js';
import { variable } from './variables.js';

/** Keys, and the services the gateway stands on. Secret: for the program, never for a log. */
export interface Services {
  /** null: made at the first start and kept in the data directory. */
  readonly masterKey: string | null;
  /** null: the master key encrypts. */
  readonly saltKey: string | null;
  /** Earlier salt keys, newest first: what they encrypted can still be read. */
  readonly previousSaltKeys: readonly string[];
  /** null: the embedded Postgres. */
  readonly databaseUrl: string | null;
  /** Most connections of one process. */
  readonly databaseConnections: number;
  readonly databaseTimeoutMs: number;
  /** null: counters and messages stay in the process. */
  readonly redis: RedisAddress | null;
}

export type ReadServices =
  | { readonly ok: true; readonly services: Services }
  /** Sentences that name the variable, never its value. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads keys and services: from the configuration file, else from the environment (which the file's
 * `environment_variables` are part of by now).
 */
export function readServices(config: GatewayConfig, env: Environment): ReadServices {
  const problems: string[] = [];
  const general = config.general_settings ?? {};
  const services: Services = {
    masterKey: checked(
      general.master_key ?? variable(env, 'TOLLGATE_MASTER_KEY', 'LITELLM_MASTER_KEY'),
      isSendable,
      'the master key must be 1 to 512 printable characters without spaces, because clients send it in a header',
      problems,
    ),
    saltKey: variable(env, 'TOLLGATE_SALT_KEY', 'LITELLM_SALT_KEY'),
    previousSaltKeys: listed(variable(env, 'TOLLGATE_PREVIOUS_SALT_KEYS')),
    databaseUrl: checked(
      general.database_url ?? variable(env, 'DATABASE_URL') ?? databaseFromParts(env),
      isPostgresUrl,
      'DATABASE_URL must be a Postgres URL, postgresql://user:password@host:5432/database',
      problems,
    ),
    databaseConnections: general.database_connection_pool_limit ?? 10,
    databaseTimeoutMs: (general.database_connection_timeout ?? 60) * 1000,
    redis: readRedis(config.router_settings ?? {}, env, problems),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, services };
}

function checked(
  value: string | null,
  fits: (value: string) => boolean,
  problem: string,
  problems: string[],
): string | null {
  if (value !== null && !fits(value)) problems.push(problem);
  return value;
}

function listed(texts: string | null): string[] {
  return (texts ?? '').split(',').flatMap((text) => (text.trim() === '' ? [] : [text.trim()]));
}

function isSendable(key: string): boolean {
  return /^[\x21-\x7e]{1,512}$/.test(key);
}

function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);
}

/** DATABASE_HOST and its companions, as one URL. */
function databaseFromParts(env: Environment): string | null {
  const host = variable(env, 'DATABASE_HOST');
  const name = variable(env, 'DATABASE_NAME');
  if (host === null || name === null) return null;
  const user = variable(env, 'DATABASE_USERNAME', 'DATABASE_USER');
  const password = variable(env, 'DATABASE_PASSWORD');
  const port = variable(env, 'DATABASE_PORT');
  const schema = variable(env, 'DATABASE_SCHEMA');
  const credentials = [user, password].flatMap((part) => (part === null ? [] : [encodeURIComponent(part)]));
  const authority = `${credentials.length > 0 ? `${credentials.join(':')}@` : ''}${host}${port === null ? '' : `:${port}`}`;
  const query = schema === null ? '' : `?schema=${encodeURIComponent(schema)}`;
  return `postgresql://${authority}/${encodeURIComponent(name)}${query}`;
}
