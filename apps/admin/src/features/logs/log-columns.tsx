import { type SpendLogRow } from '@tollgate/core';
import { Text, UnstyledButton } from '@mantine/core';
import {
  clockTime,
  columnsFor,
  count,
  exactTime,
  Identifier,
  milliseconds,
  MoneyText,
  shortId,
} from '@tollgate/ui';
import { CallStatusBadge } from './call-status.js';
import { firstTokenMs, readLogDetails } from './log-details.js';

const helper = columnsFor<SpendLogRow>();

/** Columns of the log. The time is the button that opens a row for the keyboard. */
export function logColumns(onOpen: (row: SpendLogRow) => void) {
  return helper.columns([
    helper.accessor('startTime', {
      header: 'Time',
      meta: { width: '120px' },
      cell: ({ row, getValue }) => (
        <UnstyledButton
          fz="sm"
          className="tg-figures"
          title={exactTime(getValue())}
          onClick={() => onOpen(row.original)}
        >
          {clockTime(getValue())}
        </UnstyledButton>
      ),
    }),
    helper.accessor('status', {
      header: 'Status',
      meta: { width: '120px' },
      cell: ({ row }) => <CallStatusBadge row={row.original} />,
    }),
    helper.accessor('model', {
      header: 'Model',
      cell: ({ row }) => <ModelName row={row.original} />,
    }),
    helper.accessor('api_key', {
      header: 'Key',
      meta: { from: 'md' },
      cell: ({ row, getValue }) => (
        <Text component="span" fz="sm" truncate maw={180} display="inline-block">
          {readLogDetails(row.original).keyAlias ?? shortId(getValue())}
        </Text>
      ),
    }),
    helper.accessor('prompt_tokens', {
      header: 'Tokens in',
      meta: { align: 'right', from: 'sm', width: '100px' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor('completion_tokens', {
      header: 'Tokens out',
      meta: { align: 'right', from: 'sm', width: '100px' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor('spend', {
      header: 'Cost (USD)',
      meta: { align: 'right', width: '120px' },
      cell: ({ getValue }) => <MoneyText usd={getValue()} />,
    }),
    helper.accessor('request_duration_ms', {
      header: 'Duration',
      meta: { align: 'right', width: '100px' },
      cell: ({ row, getValue }) => {
        const first = firstTokenMs(row.original);
        return (
          <span title={first === null ? undefined : `first token after ${milliseconds(first)}`}>
            {milliseconds(getValue())}
          </span>
        );
      },
    }),
    helper.accessor('request_id', {
      header: 'Request id',
      meta: { from: 'xl', width: '180px' },
      cell: ({ getValue }) => <Identifier value={getValue()} what="request id" />,
    }),
  ]);
}

function ModelName({ row }: { row: SpendLogRow }) {
  const asked = row.model_group ?? readLogDetails(row).requestedModel ?? row.model;
  return (
    <Text
      component="span"
      fz="sm"
      title={row.model === asked || row.model === '' ? asked : `${asked}, answered by ${row.model}`}
      truncate
      maw={220}
      display="inline-block"
    >
      {asked}
    </Text>
  );
}
