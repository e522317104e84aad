import { Box, Table } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { useCallback, useState, type ReactNode } from 'react';
import { features, type Columns, type Sorting } from './columns.js';
import { GroupedRows, type RowGroups } from './grouped-rows.js';
import { HeaderRow } from './header-row.js';
import { SkeletonRows } from './skeleton-rows.js';
import classes from './data-table.module.css';
import { BodyRow } from './body-row.js';
import { VirtualRows } from './virtual-rows.js';

export interface DataTableProps<Row extends object> {
  /** Name for screen readers. */
  label: string;
  /** Stable between renders, as are `rows`. */
  columns: Columns<Row>;
  /** undefined while the first page loads: a skeleton. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  /** A click anywhere on a row; the row needs a link or button of its own for the keyboard. */
  onOpen?: (row: Row) => void;
  /** The row that is open beside the table. */
  openId?: string;
  /** In place of rows when there are none. */
  empty?: ReactNode;
  skeletonRows?: number;
  /** Older data while newer is under way. */
  stale?: boolean;
  /** Narrowest width before the table scrolls sideways, in px; a phone decides by its columns alone. */
  minWidth?: number;
  /** Puts a line above rows that belong together; not for virtual tables. */
  groups?: RowGroups<Row>;
  /** Draws only the rows in view; the table gets its own scrollbar of this height. */
  virtual?: { height: string; onEnd: () => void };
}

const NO_ROWS: readonly never[] = [];

/** A table of server data: aligned, sortable, with skeleton and empty state, on request virtualised. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, virtual, empty, openId, onOpen } = props;
  // State, not a ref: rows that come together with the frame must hear of it, too.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const table = useTable({ features, columns, data: rows ?? NO_ROWS, getRowId: rowId });
  const modelRows = table.getRowModel().rows;
  const openRow = useCallback((row: { original: Row }) => onOpen?.(row.original), [onOpen]);
  const open = onOpen && openRow;
  if (rows?.length === 0 && empty !== undefined) return <Box className={classes.frame}>{empty}</Box>;
  return (
    <Box
      ref={setScroller}
      className={classes.frame}
      style={virtual && { height: virtual.height }}
      data-stale={props.stale || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table
        aria-label={label}
        className={classes.table}
        miw={{ base: 0, sm: props.minWidth }}
        aria-busy={rows === undefined}
      >
        <Table.Thead className={classes.head}>
          {table.getHeaderGroups().map((group) => (
            <HeaderRow key={group.id} group={group} sorting={props.sorting} onSort={props.onSort} />
          ))}
        </Table.Thead>
        <Table.Tbody>
          {rows === undefined ? (
            <SkeletonRows columns={table.getAllLeafColumns()} rows={props.skeletonRows ?? 8} />
          ) : virtual ? (
            <VirtualRows
              rows={modelRows}
              scroller={scroller}
              onEnd={virtual.onEnd}
              openId={openId}
              onOpen={open}
            />
          ) : props.groups ? (
            <GroupedRows
              rows={modelRows}
              groups={props.groups}
              columns={table.getAllLeafColumns().length}
              openId={openId}
              onOpen={open}
            />
          ) : (
            modelRows.map((row) => <BodyRow key={row.id} row={row} open={row.id === openId} onOpen={open} />)
          )}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
