import { type ExportView, unreachable } from '@tollgate/core';
import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { byteSize, columnsFor, count, MoneyText, StatusBadge, TimeText } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { rootPath } from '../../shared/api/root-path.js';
import { isUnderWay } from './api/list-exports.js';
import { exportTitle } from './export-names.js';

export interface ExportActions {
  onOpen: (row: ExportView) => void;
  onDelete: (row: ExportView) => void;
}

const helper = columnsFor<ExportView>();

/** Where the file of an export is; the session's cookie goes along. */
export const fileAddress = ({ id }: ExportView): string =>
  `${rootPath()}/spend/exports/${encodeURIComponent(id)}/file`;

/** True while there is a file to fetch. */
export const hasFile = ({ status, expires_at: end }: ExportView, now: Date): boolean =>
  status === 'done' && end !== null && new Date(end) > now;

export const exportColumns = ({ onOpen, onDelete }: ExportActions) =>
  helper.columns([
    helper.accessor('report', {
      header: 'Export',
      cell: ({ row }) => (
        <UnstyledButton fz="sm" fw={500} onClick={() => onOpen(row.original)}>
          {exportTitle(row.original)}
        </UnstyledButton>
      ),
    }),
    helper.accessor('period', {
      header: 'Period',
      meta: { width: '190px' },
      cell: ({ getValue }) => periodText(getValue()),
    }),
    helper.accessor('status', {
      header: 'Status',
      meta: { width: '170px' },
      cell: ({ row }) => <ExportStatusBadge row={row.original} />,
    }),
    helper.accessor('total_usd', {
      header: 'Total (USD)',
      meta: { align: 'right', width: '120px' },
      cell: ({ getValue }) => <Figure value={getValue()} show={(usd) => <MoneyText usd={Number(usd)} />} />,
    }),
    helper.accessor('calls', {
      header: 'Calls',
      meta: { align: 'right', width: '90px', from: 'md' },
      cell: ({ getValue }) => <Figure value={getValue()} show={count} />,
    }),
    helper.accessor('bytes', {
      header: 'Size',
      meta: { align: 'right', width: '90px', from: 'lg' },
      cell: ({ getValue }) => <Figure value={getValue()} show={byteSize} />,
    }),
    helper.accessor('created_at', {
      header: 'Ordered',
      meta: { width: '120px', from: 'md' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { align: 'right', width: '90px' },
      cell: ({ row }) => <RowActions row={row.original} onDelete={onDelete} />,
    }),
  ]);

/** `2026-11`, or the two days it goes from and to; the zone when it is not UTC. */
export function periodText({ label, time_zone: zone }: ExportView['period']): string {
  const days = label.replace('_', ' – ');
  return zone === 'UTC' ? days : `${days}, ${zone}`;
}

function Figure<T>({ value, show }: { value: T | null; show: (value: T) => ReactNode }) {
  if (value !== null) return show(value);
  return (
    <Text component="span" fz="sm" c="dimmed">
      –
    </Text>
  );
}

/** How far it is; a file that does not tie out is never handed out, so it says so here. */
export function ExportStatusBadge({ row }: { row: ExportView }) {
  switch (row.status) {
    case 'queued':
      return <StatusBadge tone="quiet">Queued</StatusBadge>;
    case 'running':
      return <StatusBadge tone="quiet">{`Writing, ${count(row.rows_written)} rows`}</StatusBadge>;
    case 'failed':
      return <StatusBadge tone="negative">Failed</StatusBadge>;
    case 'done':
      return hasFile(row, new Date()) ? (
        <StatusBadge tone="positive">{row.tie_out?.tied ? 'Ready, ties out' : 'Ready'}</StatusBadge>
      ) : (
        <StatusBadge tone="quiet">File no longer kept</StatusBadge>
      );
    default:
      return unreachable(row.status);
  }
}

function RowActions({ row, onDelete }: { row: ExportView; onDelete: (row: ExportView) => void }) {
  const look = { variant: 'subtle', color: 'gray' } as const;
  const name = `${exportTitle(row)}, ${row.period.label}`;
  return (
    <Group gap={2} justify="flex-end" wrap="nowrap">
      {hasFile(row, new Date()) && (
        <ActionIcon {...look} component="a" href={fileAddress(row)} download aria-label={`Download ${name}`}>
          <IconDownload size={16} />
        </ActionIcon>
      )}
      <ActionIcon
        {...look}
        aria-label={`Remove ${name}`}
        disabled={isUnderWay(row)}
        onClick={() => onDelete(row)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
