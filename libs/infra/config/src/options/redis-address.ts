import { type Environment } from '../document/environment.js';
import { type RouterSettings } from '../schema/config-schema.js';
import { isTrue, variable } from './variables.js';

/** One Redis, or a cluster's seed nodes. Holds passwords. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | {
      readonly kind: 'cluster';
      readonly nodes: readonly { readonly host: string; readonly port: number }[];
      readonly username: string | null;
      readonly password: string | null;
      readonly tls: boolean;
    };

/** REDIS_CLUSTER_NODES, REDIS_URL or REDIS_HOST and companions; router_settings win. null: no Redis. */
export function readRedis(
  settings: RouterSettings,
  env: Environment,
  problems: string[],
): RedisAddress | null {
  const nodes = variable(env, 'REDIS_CLUSTER_NODES');
  if (nodes !== null) return cluster(nodes, settings, env, problems);
  const url = settings.redis_url ?? variable(env, 'REDIS_URL');
  if (url !== null) {
    if (!/^rediss?:\/\//.test(url) || !URL.canParse(url))
      problems.push('REDIS_URL must be a Redis URL, redis://user:password@host:6379/0');
    return { kind: 'single', url };
  }
  return fromParts(settings, env, problems);
}

function fromParts(settings: RouterSettings, env: Environment, problems: string[]): RedisAddress | null {
  const host = settings.redis_host ?? variable(env, 'REDIS_HOST');
  if (host === null) return null;
  const { username, password, tls } = access(settings, env);
  const port = String(settings.redis_port ?? variable(env, 'REDIS_PORT') ?? 6379);
  const user = username === null ? '' : encodeURIComponent(username);
  const credentials = password === null ? user : `${user}:${encodeURIComponent(password)}`;
  const database = settings.redis_db ?? variable(env, 'REDIS_DB');
  const url = `${tls ? 'rediss' : 'redis'}://${credentials === '' ? '' : `${credentials}@`}${host}:${port}${
    database === null ? '' : `/${database}`
  }`;
  if (!/^\d{1,5}$/.test(port) || !URL.canParse(url))
    problems.push('REDIS_HOST and REDIS_PORT must be a host name and a port');
  return { kind: 'single', url };
}

function cluster(
  text: string,
  settings: RouterSettings,
  env: Environment,
  problems: string[],
): RedisAddress | null {
  const nodes = clusterNodes(text);
  if (nodes !== null) return { kind: 'cluster', nodes, ...access(settings, env) };
  problems.push('REDIS_CLUSTER_NODES must be JSON such as [{"host":"10.0.0.1","port":6379}]');
  return null;
}

function access(
  settings: RouterSettings,
  env: Environment,
): { username: string | null; password: string | null; tls: boolean } {
  return {
    username: variable(env, 'REDIS_USERNAME'),
    password: settings.redis_password ?? variable(env, 'REDIS_PASSWORD'),
    tls: isTrue(variable(env, 'REDIS_SSL')),
  };
}

function clusterNodes(text: string): { host: string; port: number }[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || parsed.length === 0) return null;
  const nodes = parsed.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null || !('host' in node) || typeof node.host !== 'string')
      return [];
    const port = 'port' in node ? Number(node.port) : 6379;
    return Number.isInteger(port) && port > 0 && port < 65_536 ? [{ host: node.host, port }] : [];
  });
  return nodes.length === parsed.length ? nodes : null;
}
