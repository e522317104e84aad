/** A command-line flag, its environment variable, and what the help text says of both. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What it takes, in the help text; absent: nothing. */
  readonly takes?: string;
  readonly env?: string;
  readonly default?: string;
  readonly meaning: string;
  /** Kept so that existing start scripts work; not in the help text. */
  readonly hidden?: boolean;
}

export const FLAGS = [
  {
    name: 'config',
    short: 'c',
    takes: 'PATH',
    env: 'CONFIG_FILE_PATH',
    default: 'the quickstart',
    meaning: 'configuration file (config.yaml)',
  },
  {
    name: 'port',
    takes: 'N',
    env: 'PORT',
    default: '4000',
    meaning: 'port to listen on; 0 takes a free one',
  },
  {
    name: 'host',
    takes: 'ADDRESS',
    env: 'HOST',
    default: '127.0.0.1',
    meaning: 'address to listen on; 0.0.0.0 for all',
  },
  {
    name: 'data-dir',
    takes: 'PATH',
    env: 'TOLLGATE_DATA_DIR',
    default: './.tollgate',
    meaning: 'where the embedded Postgres, the spend journal and the first master key are kept',
  },
  {
    name: 'workers',
    takes: 'N',
    env: 'NUM_WORKERS',
    default: '1',
    meaning: 'API processes; more than one needs Redis',
  },
  { name: 'json', meaning: 'with tollgate providers: print JSON' },
  { name: 'model', takes: 'NAME', meaning: 'with tollgate route: the model that a client asks for' },
  { name: 'stream', meaning: 'with tollgate route: the client wants a stream' },
  { name: 'tags', takes: 'A,B', meaning: 'with tollgate route: tags of the call' },
  {
    name: 'period',
    takes: 'PERIOD',
    meaning: 'with tollgate export: 2026, 2026-Q4, 2026-10 or 2026-10-05',
  },
  { name: 'from', takes: 'DAY', meaning: 'with tollgate export: first day, instead of a period' },
  { name: 'to', takes: 'DAY', meaning: 'with tollgate export: last day, included' },
  { name: 'time-zone', takes: 'ZONE', default: 'UTC', meaning: 'with tollgate export: whose days count' },
  {
    name: 'group-by',
    takes: 'A,B',
    default: 'team',
    meaning:
      'with tollgate export: team, user, key, model, model_group, provider, tag, customer, organization, day, week, month',
  },
  {
    name: 'format',
    takes: 'FORMAT',
    default: 'csv',
    meaning: 'with tollgate export: csv, xlsx, parquet or jsonl',
  },
  {
    name: 'report',
    takes: 'REPORT',
    default: 'grouped',
    meaning: 'with tollgate export: grouped, calls (one row a call) or focus (FOCUS 1.2)',
  },
  { name: 'output', short: 'o', takes: 'FILE', meaning: 'with tollgate export: where the file goes' },
  {
    name: 'url',
    takes: 'URL',
    env: 'TOLLGATE_URL',
    default: 'http://127.0.0.1:PORT',
    meaning: 'with tollgate export: the running gateway',
  },
  { name: 'currency', takes: 'CODE', meaning: 'with tollgate export: one more column in this currency' },
  { name: 'exchange-rate', takes: 'RATE', meaning: 'with --currency: units of it for a dollar' },
  { name: 'exchange-rate-date', takes: 'DAY', meaning: 'with --currency: the day of the rate' },
  { name: 'num_workers', takes: 'N', hidden: true, meaning: 'the same as --workers' },
  { name: 'debug', hidden: true, meaning: 'the same as LITELLM_LOG=DEBUG' },
  { name: 'detailed_debug', hidden: true, meaning: 'the same as LITELLM_LOG=DEBUG' },
  { name: 'help', short: 'h', meaning: 'show this text' },
  { name: 'version', short: 'v', meaning: 'show the version' },
] as const satisfies readonly Flag[];
