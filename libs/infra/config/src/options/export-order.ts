import { EXPORT_FORMATS, EXPORT_REPORTS, type ExportRequest } from '@tollgate/core';
import { type Environment } from '../document/environment.js';
import { variable } from './variables.js';

/** What `tollgate export` and `tollgate close` are asked: an order for a running gateway, and where the file goes. */
export interface ExportOrderOptions {
  readonly request: ExportRequest;
  /** null: under the file's own name, in the current folder. */
  readonly output: string | null;
  /** Of the gateway, without a slash at the end. */
  readonly url: string;
  /** The caller's key; null: the master key that is kept in the data directory. Never taken from the command line. */
  readonly key: string | null;
  readonly dataDir: string;
}

/** Flags that only `tollgate export` takes. */
export const EXPORT_FLAGS = [
  ...['period', 'from', 'to', 'time-zone', 'group-by', 'format', 'report', 'output', 'url'],
  ...['currency', 'exchange-rate', 'exchange-rate-date'],
] as const;

/** Of these, what `tollgate close` takes as well. */
export const CLOSE_FLAGS: readonly (typeof EXPORT_FLAGS)[number][] = [
  ...(['period', 'time-zone', 'output', 'url', 'currency', 'exchange-rate', 'exchange-rate-date'] as const),
];

type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** Reads flags and environment; a text says what is wrong. What the gateway checks itself is left to it. */
export function exportOrder(flags: Flags, env: Environment): ExportOrderOptions | string {
  const format = EXPORT_FORMATS.find((known) => known === (flags['format'] ?? 'csv'));
  if (format === undefined) return `--format must be one of ${EXPORT_FORMATS.join(', ')}`;
  const report = EXPORT_REPORTS.find((known) => known === (flags['report'] ?? 'grouped'));
  if (report === undefined || report === 'close')
    return `--report must be one of ${EXPORT_REPORTS.filter((known) => known !== 'close').join(', ')}`;
  if (flags['period'] === undefined && flags['from'] === undefined)
    return 'tollgate export needs a period: --period 2026-10, or --from 2026-10-01 --to 2026-10-15';
  const groups = text(flags, 'group-by')?.split(',');
  return {
    request: {
      ...{ report, format, period: text(flags, 'period'), from: text(flags, 'from'), to: text(flags, 'to') },
      group_by: groups?.map((group) => group.trim()) ?? null,
      ...zoneAndCurrency(flags),
    },
    ...whereTo(flags, env),
  };
}

/** Reads what `tollgate close` is asked: the month-close pack of a period. */
export function closeOrder(flags: Flags, env: Environment): ExportOrderOptions | string {
  const period = text(flags, 'period');
  if (period === null) return 'tollgate close needs a period: --period 2026-10';
  return { request: { report: 'close', period, ...zoneAndCurrency(flags) }, ...whereTo(flags, env) };
}

function zoneAndCurrency(flags: Flags): ExportRequest {
  return {
    time_zone: text(flags, 'time-zone'),
    currency: text(flags, 'currency'),
    exchange_rate: text(flags, 'exchange-rate'),
    exchange_rate_date: text(flags, 'exchange-rate-date'),
  };
}

/** Where the file goes, and which gateway writes it. */
function whereTo(flags: Flags, env: Environment): Omit<ExportOrderOptions, 'request'> {
  const port = variable(env, 'PORT') ?? '4000';
  const root = (variable(env, 'SERVER_ROOT_PATH') ?? '').replace(/^\/*|\/*$/g, '');
  const local = `http://127.0.0.1:${port}${root === '' ? '' : `/${root}`}`;
  return {
    output: text(flags, 'output'),
    url: (text(flags, 'url') ?? variable(env, 'TOLLGATE_URL') ?? local).replace(/\/+$/, ''),
    key: variable(env, 'TOLLGATE_KEY', 'TOLLGATE_MASTER_KEY', 'LITELLM_MASTER_KEY'),
    dataDir: text(flags, 'data-dir') ?? variable(env, 'TOLLGATE_DATA_DIR') ?? './.tollgate',
  };
}

function text(flags: Flags, name: string): string | null {
  const value = flags[name];
  return typeof value === 'string' ? value : null;
}
