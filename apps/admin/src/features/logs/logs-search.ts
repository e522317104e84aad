import { unreachable, type CallStatus, type SpendLogQuery } from '@tollgate/core';
import { choiceField, dayField, textField, type RawSearch } from '../../shared/url/search-fields.js';

export const LOG_RANGES = ['15m', '1h', '24h', '7d', '30d', 'all'] as const;
export type LogRange = (typeof LOG_RANGES)[number];
export const DEFAULT_RANGE: LogRange = '24h';

/** Filters that most people do without. */
export const MORE_FILTERS = ['team', 'user', 'customer', 'session', 'error', 'says', 'min', 'max'] as const;

const CALL_STATUSES = ['success', 'failure', 'cancelled'] as const satisfies readonly CallStatus[];

/** What of the Logs page is in the address bar. `from` and `to` are UTC days and count before `range`. */
export interface LogsSearch {
  range?: LogRange | undefined;
  from?: string | undefined;
  to?: string | undefined;
  status?: CallStatus | undefined;
  model?: string | undefined;
  /** Hash of a key. */
  key?: string | undefined;
  /** Ids. */
  team?: string | undefined;
  user?: string | undefined;
  customer?: string | undefined;
  session?: string | undefined;
  /** HTTP status, or class of a failure. */
  error?: string | undefined;
  /** Part of a failure's text. */
  says?: string | undefined;
  /** USD, as decimal text. */
  min?: string | undefined;
  max?: string | undefined;
  /** A request id that is looked for. */
  id?: string | undefined;
  live?: 'on' | undefined;
  /** Id of the row that is open. */
  open?: string | undefined;
}

export function readLogsSearch(search: RawSearch): LogsSearch {
  return {
    range: choiceField(search, 'range', LOG_RANGES),
    from: dayField(search, 'from'),
    to: dayField(search, 'to'),
    status: choiceField(search, 'status', CALL_STATUSES),
    model: textField(search, 'model'),
    key: textField(search, 'key'),
    team: textField(search, 'team'),
    user: textField(search, 'user'),
    customer: textField(search, 'customer'),
    session: textField(search, 'session'),
    error: textField(search, 'error'),
    says: textField(search, 'says'),
    min: amountField(search, 'min'),
    max: amountField(search, 'max'),
    id: textField(search, 'id'),
    live: choiceField(search, 'live', ['on']),
    open: textField(search, 'open'),
  };
}

/** What narrows the list besides the time. */
const FILTERS = ['status', 'model', 'key', 'id', ...MORE_FILTERS] as const;

/** Filters besides the time: those an empty list may be due to. */
export const isFiltered = (search: LogsSearch): boolean =>
  FILTERS.some((filter) => search[filter] !== undefined);

/** How many of those behind "More filters" are on. */
export const moreFiltersOn = (search: LogsSearch): number =>
  MORE_FILTERS.filter((filter) => search[filter] !== undefined).length;

/** No filter at all; time stays as it is. */
export const NO_FILTERS: Partial<LogsSearch> = Object.fromEntries(
  FILTERS.map((filter) => [filter, undefined]),
);

const AMOUNT = /^\d{1,9}(?:\.\d{1,12})?$/;

function amountField(search: RawSearch, name: string): string | undefined {
  const text = textField(search, name, 24);
  return text !== undefined && AMOUNT.test(text) ? text : undefined;
}

const MINUTES = { '15m': 15, '1h': 60, '24h': 1_440, '7d': 10_080, '30d': 43_200 } as const;

function startOf(range: LogRange, now: Date): string | undefined {
  switch (range) {
    case 'all':
      return undefined;
    case '15m':
    case '1h':
    case '24h':
    case '7d':
    case '30d':
      return new Date(now.getTime() - MINUTES[range] * 60_000).toISOString();
    default:
      return unreachable(range);
  }
}

/** The API's question behind an address. A request id is looked for at all times. */
export function toLogQuery(search: LogsSearch, now: Date): SpendLogQuery {
  const { from, to, status, model, key, id } = search;
  const start =
    id !== undefined
      ? undefined
      : from !== undefined
        ? `${from}T00:00:00.000Z`
        : startOf(search.range ?? DEFAULT_RANGE, now);
  return {
    ...(start !== undefined && { start_date: start }),
    ...(to !== undefined && id === undefined && { end_date: `${to}T23:59:59.999Z` }),
    ...(status !== undefined && { status_filter: status }),
    ...(model !== undefined && { model }),
    ...(key !== undefined && { api_key: key }),
    ...(id !== undefined && { request_id: id }),
    ...(search.team !== undefined && { team_id: search.team }),
    ...(search.user !== undefined && { user_id: search.user }),
    ...(search.customer !== undefined && { end_user: search.customer }),
    ...(search.session !== undefined && { session_id: search.session }),
    ...(search.error !== undefined && { error_code: search.error }),
    ...(search.says !== undefined && { error_message: search.says }),
    ...(search.min !== undefined && { min_spend: Number(search.min) }),
    ...(search.max !== undefined && { max_spend: Number(search.max) }),
  };
}
