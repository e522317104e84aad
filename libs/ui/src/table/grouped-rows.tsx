import { Table } from '@mantine/core';
import { type Row as ModelRow } from '@tanstack/react-table';
import { type ReactNode } from 'react';
import { BodyRow } from './body-row.js';
import { type features } from './columns.js';
import classes from './data-table.module.css';

/** Rows that belong together, under a line of their own. */
export interface RowGroups<Row extends object> {
  /** Neighbours with the same one are a group. */
  idOf: (row: Row) => string;
  header: (rows: readonly Row[]) => ReactNode;
}

export interface GroupedRowsProps<Row extends object> {
  rows: readonly ModelRow<typeof features, Row>[];
  groups: RowGroups<Row>;
  columns: number;
  openId: string | undefined;
  onOpen: ((row: ModelRow<typeof features, Row>) => void) | undefined;
}

/** Every group with its line first, then its rows. */
export function GroupedRows<Row extends object>({
  rows,
  groups,
  columns,
  openId,
  onOpen,
}: GroupedRowsProps<Row>) {
  return neighbours(rows, (row) => groups.idOf(row.original)).map(([id, members]) => [
    <Table.Tr key={`group ${id}`} className={classes.group}>
      <Table.Th colSpan={columns} scope="colgroup">
        {groups.header(members.map((row) => row.original))}
      </Table.Th>
    </Table.Tr>,
    ...members.map((row) => <BodyRow key={row.id} row={row} open={row.id === openId} onOpen={onOpen} />),
  ]);
}

function neighbours<Item>(items: readonly Item[], idOf: (item: Item) => string): [string, Item[]][] {
  const groups: [string, Item[]][] = [];
  for (const item of items) {
    const id = idOf(item);
    const last = groups.at(-1);
    if (last?.[0] === id) last[1].push(item);
    else groups.push([id, [item]]);
  }
  return groups;
}
