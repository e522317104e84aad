import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { FlexRender, type Header, type HeaderGroup } from '@tanstack/react-table';
import { type features, type Sorting } from './columns.js';
import classes from './data-table.module.css';

interface SortProps {
  sorting: Sorting | undefined;
  onSort: ((sorting: Sorting) => void) | undefined;
}

export function HeaderRow<Row extends object>({
  group,
  ...sort
}: { group: HeaderGroup<typeof features, Row> } & SortProps) {
  return (
    <Table.Tr>
      {group.headers.map((header) => (
        <HeaderCell key={header.id} header={header} {...sort} />
      ))}
    </Table.Tr>
  );
}

function HeaderCell<Row extends object>({
  header,
  sorting,
  onSort,
}: { header: Header<typeof features, Row> } & SortProps) {
  const look = header.column.columnDef.meta;
  const field = look?.sortField;
  const sorted = field !== undefined && sorting?.field === field ? sorting.order : undefined;
  return (
    <Table.Th
      w={look?.width}
      ta={look?.align}
      visibleFrom={look?.from}
      aria-sort={sorted && (sorted === 'asc' ? 'ascending' : 'descending')}
    >
      {field === undefined || !onSort ? (
        <FlexRender header={header} />
      ) : (
        <UnstyledButton
          className={classes.sort}
          data-sorted={sorted !== undefined || undefined}
          onClick={() => onSort({ field, order: sorted === 'desc' ? 'asc' : 'desc' })}
        >
          <FlexRender header={header} />
          <SortIcon sorted={sorted} />
        </UnstyledButton>
      )}
    </Table.Th>
  );
}

function SortIcon({ sorted }: { sorted: Sorting['order'] | undefined }) {
  if (sorted === 'asc') return <IconArrowUp size={13} aria-hidden />;
  if (sorted === 'desc') return <IconArrowDown size={13} aria-hidden />;
  return <IconArrowsSort size={13} aria-hidden />;
}
