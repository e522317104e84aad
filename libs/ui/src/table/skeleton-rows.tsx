import { Skeleton, Table } from '@mantine/core';
import { type Column } from '@tanstack/react-table';
import { type features } from './columns.js';
import classes from './data-table.module.css';

const WIDTHS = ['72%', '54%', '63%'];

/** Rows of the height and columns that the data will have. */
export function SkeletonRows<Row extends object>({
  columns,
  rows,
}: {
  columns: readonly Column<typeof features, Row>[];
  rows: number;
}) {
  return Array.from({ length: rows }, (_, index) => (
    <Table.Tr key={index} className={classes.row}>
      {columns.map((column, place) => {
        const look = column.columnDef.meta;
        return (
          <Table.Td key={column.id} visibleFrom={look?.from}>
            <Skeleton
              h={12}
              w={WIDTHS[(index + place) % WIDTHS.length]}
              ml={look?.align === 'right' ? 'auto' : undefined}
            />
          </Table.Td>
        );
      })}
    </Table.Tr>
  ));
}
