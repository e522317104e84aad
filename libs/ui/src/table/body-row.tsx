import { Table } from '@mantine/core';
import { FlexRender, type Row as ModelRow } from '@tanstack/react-table';
import { type MouseEvent } from 'react';
import { type features } from './columns.js';
import classes from './data-table.module.css';

export interface BodyRowProps<Row extends object> {
  row: ModelRow<typeof features, Row>;
  open: boolean;
  onOpen: ((row: ModelRow<typeof features, Row>) => void) | undefined;
}

/** One row. Clicks on its own links and buttons, and selecting its text, do not open it. */
export function BodyRow<Row extends object>({ row, open, onOpen }: BodyRowProps<Row>) {
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
