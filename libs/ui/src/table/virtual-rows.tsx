import { Table } from '@mantine/core';
import { type Row as ModelRow } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { BodyRow } from './body-row.js';
import { type features } from './columns.js';

export interface VirtualRowsProps<Row extends object> {
  rows: readonly ModelRow<typeof features, Row>[];
  /** null until it is drawn. */
  scroller: HTMLElement | null;
  /** Called when the last rows come into view. */
  onEnd: () => void;
  openId: string | undefined;
  onOpen: ((row: ModelRow<typeof features, Row>) => void) | undefined;
}

/** Height of a row in px, as data-table.module.css sets it. */
const ROW_HEIGHT = 40;
/** How many rows before the end the next page is asked for. */
const AHEAD = 15;

/** Only the rows in view, between two spacers that stand for the rest. */
export function VirtualRows<Row extends object>({
  rows,
  scroller,
  onEnd,
  openId,
  onOpen,
}: VirtualRowsProps<Row>) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.start ?? 0;
  const lastIndex = items.at(-1)?.index ?? -1;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  useEffect(() => {
    if (lastIndex >= 0 && lastIndex >= rows.length - AHEAD) onEnd();
  }, [lastIndex, rows.length, onEnd]);

  return (
    <>
      <Spacer height={first} />
      {items.map((item) => {
        const row = rows[item.index];
        return row && <BodyRow key={row.id} row={row} open={row.id === openId} onOpen={onOpen} />;
      })}
      <Spacer height={below} />
    </>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <Table.Tr aria-hidden style={{ height }}>
      <Table.Td p={0} style={{ border: 0 }} />
    </Table.Tr>
  );
}
