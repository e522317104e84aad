import { createColumnHelper, metaHelper, tableFeatures } from '@tanstack/react-table';

/** How a column looks; the table, not the page, knows how to draw that. */
export interface ColumnLook {
  /** Figures go right. */
  align?: 'left' | 'right';
  /** Name the server sorts by; without it the column cannot be sorted. */
  sortField?: string;
  /** Any CSS width. */
  width?: string;
  /** Left out on screens narrower than this. */
  from?: 'sm' | 'md' | 'lg' | 'xl';
}

/** Sorting, filtering and paging are the server's: the table only lays out. */
export const features = tableFeatures({ columnMeta: metaHelper<ColumnLook>() });

/** Typed column definitions of one kind of row. */
export const columnsFor = <Row extends object>() => createColumnHelper<typeof features, Row>();

/** What `columnsFor().columns([…])` returns. */
export type Columns<Row extends object> = ReturnType<ReturnType<typeof columnsFor<Row>>['columns']>;

export interface Sorting {
  field: string;
  order: 'asc' | 'desc';
}
