import { unreachable, type CallStatus, type SpendLogQuery } from '@tollgate/core';
import { choiceField, dayField, textField, type RawSearch } from '../../shared/url/search-fields.js';

export const LOG_RANGES = ['15m', '1h', '24h', '7d', '30d', 'all'] as const;
export type LogRange = (typeof LOG_RANGES)[number];
export const DEFAULT_RANGE: LogRange = '24h';

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
    id: textField(search, 'id'),
    live: choiceField(search, 'live', ['on']),
    open: textField(search, 'open'),
  };
}

/** Filters besides the time: those an empty list may be due to. */
export const isFiltered = (search: LogsSearch): boolean =>
  [search.status, search.model, search.key, search.id].some((value) => value !== undefined);

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
  };
}
