import { FLAGS, type Flag } from './flags.js';

const VARIABLES = [
  [
    'TOLLGATE_MASTER_KEY',
    "the administrator's key (or LITELLM_MASTER_KEY); made at the first start when absent",
  ],
  ['TOLLGATE_SALT_KEY', 'encrypts secrets in the database (or LITELLM_SALT_KEY)'],
  ['TOLLGATE_PREVIOUS_SALT_KEYS', 'earlier salt keys, separated by commas, to read what they encrypted'],
  [
    'DATABASE_URL',
    'Postgres to use instead of the embedded one (or DATABASE_HOST, _NAME, _USERNAME, _PASSWORD …)',
  ],
  ['REDIS_URL', 'Redis, for more than one process (or REDIS_HOST, _PORT, _PASSWORD, _SSL, _CLUSTER_NODES)'],
  [
    'SMTP_HOST',
    'mail server of reports and alerts, with SMTP_PORT, _TLS, _USERNAME, _PASSWORD, _SENDER_EMAIL',
  ],
  [
    'TOLLGATE_DELIVERY_NETWORKS',
    'private networks that files and alerts may be sent to, such as 10.0.0.0/8; otherwise public addresses only',
  ],
  ['SERVER_ROOT_PATH', 'prefix of all routes, such as /llm'],
  ['LITELLM_LOG', 'DEBUG, INFO, WARNING or ERROR (INFO)'],
  ['JSON_LOGS', 'true: log lines are JSON'],
  ['LITELLM_CORS_ORIGINS', 'origins of browsers that may call, separated by commas (*)'],
] as const;

/** What `tollgate --help` prints. */
export function helpText(): string {
  const shown: readonly Flag[] = FLAGS.filter((flag: Flag) => flag.hidden !== true);
  return [
    'Usage: tollgate [start] [options]     start the gateway',
    '       tollgate check [options]       check the configuration, without starting (exit code 0 or 2)',
    '       tollgate route --model NAME    say what would be tried for a model, in which order, and why',
    '       tollgate export --period 2026-10   write spend to a file that ties out, from the running gateway',
    '       tollgate close --period 2026-10    write the month-close pack: summary, cost centers, manifest',
    '       tollgate providers [NAME]      list the providers of models, or tell all there is of one',
    '',
    'Options (the variable in brackets does the same):',
    ...columns(shown.map((flag) => [spelling(flag), describe(flag)])),
    '',
    'Environment:',
    ...columns(VARIABLES),
    '',
    'Every key of the configuration file: docs/configuration.md',
  ].join('\n');
}

function spelling({ name, short, takes }: Flag): string {
  const long = takes === undefined ? `--${name}` : `--${name} ${takes}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}

function describe({ meaning, env, default: fallback }: Flag): string {
  const notes = [
    ...(env === undefined ? [] : [`[${env}]`]),
    ...(fallback === undefined ? [] : [`(${fallback})`]),
  ];
  return [meaning, ...notes].join(' ');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
