import { describe, expect, it } from '@jest/globals';
import { type Environment } from '../document/environment.js';
import { type Options, readOptions } from './options.js';

function optionsOf(argv: string[], env: Environment = {}): Options {
  const read = readOptions(argv, env);
  if (read.kind !== 'run') throw new Error(JSON.stringify(read));
  return read.options;
}

function refusalOf(argv: string[], env: Environment = {}): string {
  const read = readOptions(argv, env);
  return read.kind === 'usage-error' ? read.message : read.kind;
}

describe('readOptions', () => {
  it('starts on 127.0.0.1:4000 when nothing is said', () => {
    expect(optionsOf([])).toEqual({
      command: 'start',
      configPath: null,
      port: 4000,
      host: '127.0.0.1',
      dataDir: './.tollgate',
      workers: 1,
      logLevel: 'info',
      jsonLogs: false,
      rootPath: '',
      corsOrigins: ['*'],
    });
  });

  it.each([
    [['providers'], { kind: 'providers', name: null, json: false }],
    [['providers', 'groq'], { kind: 'providers', name: 'groq', json: false }],
    [['providers', '--json'], { kind: 'providers', name: null, json: true }],
  ])('lists providers: %j', (argv, read) => {
    expect(readOptions(argv, { PORT: 'none' })).toEqual(read);
  });

  it('prefers the command line to the environment', () => {
    const env = { PORT: '5000', HOST: '0.0.0.0', CONFIG_FILE_PATH: 'env.yaml', TOLLGATE_DATA_DIR: '/data' };
    const options = optionsOf(['check', '-c', 'own.yaml', '--port=0'], env);
    expect(options).toMatchObject({
      command: 'check',
      configPath: 'own.yaml',
      port: 0,
      host: '0.0.0.0',
      dataDir: '/data',
    });
  });

  it('counts an empty variable as not set', () => {
    expect(optionsOf([], { PORT: ' ', CONFIG_FILE_PATH: '' })).toMatchObject({
      port: 4000,
      configPath: null,
    });
  });

  it('takes the start scripts of LiteLLM', () => {
    const argv = ['--config', '/app/config.yaml', '--port', '4000', '--num_workers', '8', '--detailed_debug'];
    expect(optionsOf(argv)).toMatchObject({ configPath: '/app/config.yaml', workers: 8, logLevel: 'debug' });
  });

  it('reads prefix, origins and log level', () => {
    const env = {
      SERVER_ROOT_PATH: 'llm/',
      LITELLM_CORS_ORIGINS: 'https://a.example, http://b:1/',
      LITELLM_LOG: 'warning',
      JSON_LOGS: 'True',
    };
    expect(optionsOf([], env)).toMatchObject({
      rootPath: '/llm',
      corsOrigins: ['https://a.example', 'http://b:1'],
      logLevel: 'warn',
      jsonLogs: true,
    });
  });

  it.each<[string, string[], Environment, string]>([
    ['an unknown option', ['--prot', '1'], {}, 'unknown option --prot; did you mean --port?'],
    ['an unknown command', ['strat'], {}, 'unknown command "strat"'],
    [
      'a port out of range',
      ['--port', '65536'],
      {},
      '--port must be a whole number from 0 to 65535, not "65536"',
    ],
    ['a port that is none', [], { PORT: '80a' }, 'PORT must be a whole number from 0 to 65535, not "80a"'],
    ['a missing value', ['--config'], {}, '--config needs a value'],
    ['a value too many', ['check', 'config.yaml'], {}, 'unexpected argument "config.yaml"'],
    ['a second name', ['providers', 'a', 'b'], {}, 'unexpected argument "b"'],
    ['JSON of another command', ['check', '--json'], {}, '--json is for tollgate providers'],
    ['no workers', ['--workers', '0'], {}, '--workers must be a whole number from 1'],
    ['a log level that is none', [], { LITELLM_LOG: 'loud' }, 'LITELLM_LOG must be'],
    ['an origin with a path', [], { LITELLM_CORS_ORIGINS: 'https://a/b' }, 'LITELLM_CORS_ORIGINS must hold'],
    ['a prefix with a query', [], { SERVER_ROOT_PATH: '/a?b' }, 'SERVER_ROOT_PATH must be a path'],
  ])('names %s', (_, argv, env, message) => {
    expect(refusalOf(argv, env)).toContain(message);
  });

  it('shows every option in the help text', () => {
    const read = readOptions(['--help'], {});
    if (read.kind !== 'help') throw new Error(read.kind);
    for (const name of [
      '--config',
      '--port',
      '--host',
      '--data-dir',
      '--workers',
      'DATABASE_URL',
      'REDIS_URL',
    ])
      expect(read.text).toContain(name);
  });
});

describe('tollgate route', () => {
  it('takes a model, and what the call is like', () => {
    const argv = ['route', '--config', 'a.yaml', '--model', 'smart', '--stream', '--tags', 'eu, paid'];
    expect(readOptions(argv, {})).toEqual({
      kind: 'route',
      configPath: 'a.yaml',
      model: 'smart',
      stream: true,
      tags: ['eu', 'paid'],
    });
    expect(readOptions(['route', '--model', 'smart'], { CONFIG_FILE_PATH: 'b.yaml' })).toMatchObject({
      configPath: 'b.yaml',
      stream: false,
      tags: [],
    });
  });

  it('needs a model, and keeps its options to itself', () => {
    expect(readOptions(['route'], {})).toMatchObject({
      kind: 'usage-error',
      message: expect.stringContaining('--model NAME'),
    });
    expect(readOptions(['start', '--stream'], {})).toMatchObject({
      kind: 'usage-error',
      message: expect.stringContaining('--stream is for tollgate route'),
    });
  });
});

describe('tollgate close', () => {
  it('asks for the month-close pack of a period', () => {
    const read = readOptions(['close', '--period', '2026-10', '--time-zone', 'Europe/Berlin'], {});
    expect(read).toMatchObject({
      kind: 'export',
      request: { report: 'close', period: '2026-10', time_zone: 'Europe/Berlin' },
    });
    expect(read).not.toHaveProperty('request.format');
  });
});

describe('tollgate export', () => {
  it('takes a period, groups and a format, and never a key from the command line', () => {
    const argv = ['export', '--period', '2026-10', '--group-by', 'team, day', '--format', 'xlsx'];
    const env = {
      PORT: '5000',
      SERVER_ROOT_PATH: '/llm',
      TOLLGATE_KEY: 'sk-own',
      LITELLM_MASTER_KEY: 'sk-m',
    };
    expect(readOptions(argv, env)).toMatchObject({
      kind: 'export',
      request: {
        report: 'grouped',
        format: 'xlsx',
        period: '2026-10',
        group_by: ['team', 'day'],
        from: null,
      },
      output: null,
      url: 'http://127.0.0.1:5000/llm',
      key: 'sk-own',
    });
  });

  it.each([
    [['export'], 'needs a period'],
    [['export', '--period', '2026-10', '--format', 'pdf'], '--format must be one of'],
    [['start', '--period', '2026-10'], '--period is for tollgate export'],
    [['export', '--period', '2026-10', '--report', 'close'], '--report must be one of'],
    [['close'], 'needs a period'],
    [['close', '--period', '2026-10', '--group-by', 'team'], '--group-by is for tollgate export'],
  ])('refuses %j', (argv, message) => {
    expect(readOptions(argv, {})).toMatchObject({
      kind: 'usage-error',
      message: expect.stringContaining(message),
    });
  });
});
