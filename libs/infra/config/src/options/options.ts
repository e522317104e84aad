import { parseArgs } from 'node:util';
import { type Environment } from '../document/environment.js';
import { nearestName } from '../problems/nearest-name.js';
import {
  CLOSE_FLAGS,
  closeOrder,
  EXPORT_FLAGS,
  exportOrder,
  type ExportOrderOptions,
} from './export-order.js';
import { FLAGS, type Flag } from './flags.js';
import { helpText } from './help-text.js';
import { firstSet, isTrue, variable } from './variables.js';

/** How the gateway is started: command line first, then environment, then defaults. */
export interface Options {
  readonly command: 'start' | 'check';
  /** null: no file was named, so the quickstart is used. */
  readonly configPath: string | null;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** API processes. */
  readonly workers: number;
  readonly logLevel: LogLevel;
  readonly jsonLogs: boolean;
  /** Prefix of all routes, `/llm`; '' when there is none. */
  readonly rootPath: string;
  readonly corsOrigins: readonly string[];
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What `tollgate route` is asked. */
export interface RouteQuestion {
  readonly configPath: string | null;
  readonly model: string;
  readonly stream: boolean;
  readonly tags: readonly string[];
}

export type ReadOptions =
  | { readonly kind: 'run'; readonly options: Options }
  /** `tollgate providers`; `name` null: all of them. */
  | { readonly kind: 'providers'; readonly name: string | null; readonly json: boolean }
  /** `tollgate route`: what would be tried for a model. */
  | ({ readonly kind: 'route' } & RouteQuestion)
  /** `tollgate export` and `tollgate close`: a file of spend, from a running gateway. */
  | ({ readonly kind: 'export' } & ExportOrderOptions)
  /** `--help`. */
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** To be shown, with exit code 2. */
  | { readonly kind: 'usage-error'; readonly message: string };

/**
 * Reads the command line (without node and script) and the environment. Keys and the addresses of Postgres and Redis are
 * read later, by `readServices`: the configuration file may set them.
 */
export function readOptions(argv: readonly string[], env: Environment): ReadOptions {
  const given = parse(argv);
  if (typeof given === 'string') return usageError(given);
  if (given.flags.help === true) return { kind: 'help', text: helpText() };
  if (given.flags.version === true) return { kind: 'version' };
  const { command, argument, flags } = given;
  if (command === 'providers') return { kind: 'providers', name: argument, json: flags.json === true };
  if (command === 'route') return routeQuestion(flags, env);
  if (command === 'export' || command === 'close') {
    const order = (command === 'export' ? exportOrder : closeOrder)(flags, env);
    return typeof order === 'string' ? usageError(order) : { kind: 'export', ...order };
  }
  try {
    return { kind: 'run', options: collect({ command, flags }, env) };
  } catch (fault) {
    if (fault instanceof UsageFault) return usageError(fault.message);
    throw fault;
  }
}

function routeQuestion(flags: CommandLine['flags'], env: Environment): ReadOptions {
  const { model, tags } = flags;
  if (typeof model !== 'string') return usageError('tollgate route needs a model: --model NAME');
  return {
    kind: 'route',
    configPath: value(flags, env, 'config')?.value ?? null,
    model,
    stream: flags.stream === true,
    tags: typeof tags === 'string' ? tags.split(',').map((tag) => tag.trim()) : [],
  };
}

/** A value that cannot be used; its message names the flag or variable. */
class UsageFault extends Error {}

interface CommandLine {
  readonly command: Options['command'] | 'providers' | 'route' | 'export' | 'close';
  /** What stands behind the command; null: nothing. */
  readonly argument: string | null;
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

function collect(
  { command, flags }: Pick<Options, 'command'> & Pick<CommandLine, 'flags'>,
  env: Environment,
): Options {
  const debug = flags.debug === true || flags.detailed_debug === true;
  return {
    command,
    configPath: value(flags, env, 'config')?.value ?? null,
    port: wholeNumber(value(flags, env, 'port'), 4000, 0, 65_535),
    host: value(flags, env, 'host')?.value ?? '127.0.0.1',
    dataDir: value(flags, env, 'data-dir')?.value ?? './.tollgate',
    workers: wholeNumber(value(flags, env, 'workers', 'num_workers'), 1, 1, 128),
    logLevel: debug ? 'debug' : logLevel(variable(env, 'LITELLM_LOG')),
    jsonLogs: isTrue(variable(env, 'JSON_LOGS')),
    rootPath: rootPath(variable(env, 'SERVER_ROOT_PATH')),
    corsOrigins: corsOrigins(variable(env, 'LITELLM_CORS_ORIGINS')),
  };
}

/** Command and flags, or what is wrong with them. */
function parse(argv: readonly string[]): CommandLine | string {
  const options = Object.fromEntries(FLAGS.map((flag: Flag) => [flag.name, parseOption(flag)]));
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag: Flag | undefined = FLAGS.find(({ name }) => name === token.name);
    if (flag === undefined) return unknownOption(token.rawName);
    if (flag.takes !== undefined && (token.value === undefined || token.value === ''))
      return `--${flag.name} needs a value: --${flag.name} ${flag.takes}`;
    if (flag.takes === undefined && token.value !== undefined) return `--${flag.name} takes no value`;
  }
  const [command = 'start', ...rest] = positionals;
  if (!isCommand(command)) return `unknown command ${JSON.stringify(command)}`;
  const argument = command === 'providers' ? rest.shift() : undefined;
  if (rest.length > 0) return `unexpected argument ${JSON.stringify(rest[0])}`;
  if (values['json'] === true && command !== 'providers') return '--json is for tollgate providers';
  const ofRoute = ['model', 'stream', 'tags'].find((name) => values[name] !== undefined);
  if (ofRoute !== undefined && command !== 'route') return `--${ofRoute} is for tollgate route`;
  const ofExport = EXPORT_FLAGS.find((name) => values[name] !== undefined);
  if (ofExport !== undefined && command !== 'export' && command !== 'close')
    return `--${ofExport} is for tollgate export`;
  const notOfClose = EXPORT_FLAGS.find((name) => values[name] !== undefined && !CLOSE_FLAGS.includes(name));
  if (notOfClose !== undefined && command === 'close') return `--${notOfClose} is for tollgate export`;
  return { command, argument: argument ?? null, flags: single(values) };
}

function isCommand(text: string): text is CommandLine['command'] {
  return ['start', 'check', 'providers', 'route', 'export', 'close'].includes(text);
}

function parseOption({ takes, short }: Flag): { type: 'string' | 'boolean'; short?: string } {
  return { type: takes === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
}

function single(values: Readonly<Record<string, unknown>>): Record<string, string | boolean | undefined> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, given]) =>
      typeof given === 'string' || typeof given === 'boolean' ? [[name, given] as const] : [],
    ),
  );
}

function unknownOption(spelled: string): string {
  const near = nearestName(
    spelled.replace(/^-+/, ''),
    FLAGS.map(({ name }) => name),
  );
  return `unknown option ${spelled}${near === null ? '' : `; did you mean --${near}?`}`;
}

interface Given {
  /** `--port` or `PORT`, for messages. */
  readonly from: string;
  readonly value: string;
}

function value(flags: CommandLine['flags'], env: Environment, ...names: string[]): Given | null {
  for (const name of names) {
    const given = flags[name];
    if (typeof given === 'string') return { from: `--${name}`, value: given };
  }
  const variables = FLAGS.flatMap((flag: Flag) =>
    names.includes(flag.name) && flag.env !== undefined ? [flag.env] : [],
  );
  const set = firstSet(env, variables);
  return set === null ? null : { from: set.name, value: set.value };
}

function wholeNumber(given: Given | null, fallback: number, min: number, max: number): number {
  if (given === null) return fallback;
  const number = /^\d{1,9}$/.test(given.value) ? Number(given.value) : NaN;
  if (number >= min && number <= max) return number;
  const shown = JSON.stringify(given.value.slice(0, 40));
  throw new UsageFault(`${given.from} must be a whole number from ${min} to ${max}, not ${shown}`);
}

function logLevel(name: string | null): LogLevel {
  switch (name?.toUpperCase()) {
    case undefined:
    case 'INFO':
      return 'info';
    case 'DEBUG':
      return 'debug';
    case 'WARN':
    case 'WARNING':
      return 'warn';
    case 'ERROR':
    case 'CRITICAL':
      return 'error';
    default:
      throw new UsageFault(`LITELLM_LOG must be DEBUG, INFO, WARNING or ERROR, not ${JSON.stringify(name)}`);
  }
}

function rootPath(given: string | null): string {
  if (given === null || given === '/') return '';
  const path = `/${given.replace(/^\/+|\/+$/g, '')}`;
  if (/^(\/[\w.~-]+)+$/.test(path)) return path;
  throw new UsageFault(`SERVER_ROOT_PATH must be a path such as /llm, not ${JSON.stringify(given)}`);
}

function corsOrigins(given: string | null): readonly string[] {
  if (given === null) return ['*'];
  return given.split(',').flatMap((origin) => {
    const trimmed = origin.trim().replace(/\/$/, '');
    if (trimmed === '') return [];
    if (trimmed === '*' || /^https?:\/\/[^/\s]+$/.test(trimmed)) return [trimmed];
    throw new UsageFault(
      `LITELLM_CORS_ORIGINS must hold origins such as https://app.example.com, not ${JSON.stringify(trimmed)}`,
    );
  });
}

function usageError(message: string): ReadOptions {
  return { kind: 'usage-error', message: `${message}\nTry "tollgate --help".` };
}
