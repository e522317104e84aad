import { Table } from '@mantine/core';
import { FlexRender, type Row as ModelRow } from '@tanstack/react-table';
import { memo, type MouseEvent } from 'react';
import { type features } from './columns.js';
import classes from './data-table.module.css';

export interface BodyRowProps<Row extends object> {
  row: ModelRow<typeof features, Row>;
  open: boolean;
  onOpen: ((row: ModelRow<typeof features, Row>) => void) | undefined;
}

function PlainBodyRow<Row extends object>({ row, open, onOpen }: BodyRowProps<Row>) {
  const click =
    onOpen &&
    ((event: MouseEvent<HTMLElement>) => {
      const target = event.target;
      if (!(target instanceof Element) || !event.currentTarget.contains(target)) return;
      if (target.closest('a, button, input, [role="menuitem"]') || getSelection()?.toString()) return;
      onOpen(row);
    });
  return (
    <Table.Tr
      className={classes.row}
      data-clickable={onOpen !== undefined || undefined}
      data-open={open || undefined}
      onClick={click}
    >
      {row.getAllCells().map((cell) => {
        const look = cell.column.columnDef.meta;
        const figures = look?.align === 'right' ? 'tg-figures' : undefined;
        return (
          <Table.Td key={cell.id} ta={look?.align} visibleFrom={look?.from} className={figures}>
            <FlexRender cell={cell} />
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}

/**
 * One row. Clicks on its own links and buttons, and selecting its text, do not open it. Drawn anew only when it changes: a
 * long table scrolls by adding rows, not by drawing all of them again. (memo forgets that a component is generic.)
 */
export const BodyRow = memo(PlainBodyRow) as typeof PlainBodyRow;
