import { describe, expect, it } from '@jest/globals';
import { type Environment } from '../document/environment.js';
import { type GatewayConfig } from '../schema/config-schema.js';
import { readServices, type Services } from './services.js';

function servicesOf(env: Environment, config: GatewayConfig = {}): Services {
  const read = readServices(config, env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.services;
}

describe('readServices', () => {
  it('leaves everything embedded when nothing is configured', () => {
    expect(servicesOf({})).toEqual({
      masterKey: null,
      saltKey: null,
      previousSaltKeys: [],
      databaseUrl: null,
      databaseConnections: 10,
      databaseTimeoutMs: 60_000,
      redis: null,
    });
  });

  it('prefers the file, then our names, then those of LiteLLM', () => {
    const env = { TOLLGATE_MASTER_KEY: 'sk-2', LITELLM_MASTER_KEY: 'sk-3', LITELLM_SALT_KEY: 'salt' };
    expect(servicesOf(env, { general_settings: { master_key: 'sk-1' } }).masterKey).toBe('sk-1');
    expect(servicesOf(env).masterKey).toBe('sk-2');
    expect(servicesOf({ LITELLM_MASTER_KEY: 'sk-3' }).masterKey).toBe('sk-3');
    expect(servicesOf(env).saltKey).toBe('salt');
  });

  it('reads earlier salt keys, newest first', () => {
    expect(servicesOf({ TOLLGATE_PREVIOUS_SALT_KEYS: 'salt-2, salt-1,' }).previousSaltKeys).toEqual([
      'salt-2',
      'salt-1',
    ]);
  });

  it('makes a URL of DATABASE_HOST and its companions', () => {
    const env = {
      DATABASE_HOST: 'db',
      DATABASE_PORT: '5433',
      DATABASE_NAME: 'litellm',
      DATABASE_USERNAME: 'me',
      DATABASE_PASSWORD: 'p@ss/word',
      DATABASE_SCHEMA: 'gate',
    };
    expect(servicesOf(env).databaseUrl).toBe('postgresql://me:p%40ss%2Fword@db:5433/litellm?schema=gate');
  });

  it('makes a URL of REDIS_HOST and its companions', () => {
    const env = { REDIS_HOST: 'r', REDIS_PASSWORD: 'a:b', REDIS_SSL: 'True' };
    expect(servicesOf(env).redis).toEqual({ kind: 'single', url: 'rediss://:a%3Ab@r:6379' });
  });

  it('reads the nodes of a Redis cluster', () => {
    const env = { REDIS_CLUSTER_NODES: '[{"host":"a","port":7001},{"host":"b","port":"7002"}]' };
    expect(servicesOf(env).redis).toMatchObject({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 7002 },
      ],
    });
  });

  it('names every variable that cannot be used, and no value', () => {
    const read = readServices(
      { general_settings: { master_key: 'sk with space' } },
      { DATABASE_URL: 'mysql://u:secret@h/d', REDIS_URL: 'secret-redis' },
    );
    if (read.ok) throw new Error('expected problems');
    expect(read.problems).toHaveLength(3);
    expect(read.problems.join('\n')).not.toMatch(/secret|with space/);
    expect(read.problems.join('\n')).toMatch(/master key[^]*DATABASE_URL[^]*REDIS_URL/);
  });
});
