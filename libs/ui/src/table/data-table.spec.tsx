import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { columnsFor, type Sorting } from './columns.js';
import { DataTable, type DataTableProps } from './data-table.js';

afterEach(cleanup);

interface Town {
  name: string;
  people: number;
}

const helper = columnsFor<Town>();
const columns = helper.columns([
  helper.accessor('name', { header: 'Town', meta: { sortField: 'name' } }),
  helper.accessor('people', { header: 'People', meta: { align: 'right' } }),
  helper.display({ id: 'link', header: 'More', cell: () => <a href="#more">more</a> }),
]);
const towns: Town[] = [
  { name: 'Bonn', people: 330_000 },
  { name: 'Jena', people: 110_000 },
];

function show(props: Partial<DataTableProps<Town>> = {}) {
  const view = (more: Partial<DataTableProps<Town>>) => (
    <MantineProvider env="test">
      <DataTable
        label="Towns"
        columns={columns}
        rows={towns}
        rowId={(town) => town.name}
        {...props}
        {...more}
      />
    </MantineProvider>
  );
  const { rerender } = render(view({}));
  return {
    change: (more: Partial<DataTableProps<Town>>) => rerender(view(more)),
    user: userEvent.setup({ delay: null }),
    table: () => screen.getByRole('table', { name: 'Towns' }),
  };
}

describe('a data table', () => {
  it('keeps the order of the server', () => {
    const { table } = show();
    const names = within(table())
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.firstElementChild?.textContent);
    expect(names).toEqual(['Bonn', 'Jena']);
  });

  it('asks for a sort, first downwards, then the other way, and says which is on', async () => {
    const onSort = jest.fn<(sorting: Sorting) => void>();
    const { user, table } = show({ onSort, sorting: { field: 'name', order: 'desc' } });
    const header = within(table()).getByRole('columnheader', { name: 'Town' });
    expect(header.getAttribute('aria-sort')).toBe('descending');
    await user.click(within(header).getByRole('button'));
    expect(onSort).toHaveBeenCalledWith({ field: 'name', order: 'asc' });
  });

  it('offers no sort where the server knows none', () => {
    const { table } = show({ onSort: () => {} });
    const header = within(table()).getByRole('columnheader', { name: 'People' });
    expect(within(header).queryByRole('button')).toBeNull();
  });

  it('opens a row by a click, but not by a click on what is in it', async () => {
    const onOpen = jest.fn<(town: Town) => void>();
    const { user } = show({ onOpen });
    await user.click(screen.getByText('Jena'));
    expect(onOpen).toHaveBeenCalledWith({ name: 'Jena', people: 110_000 });
    await user.click(screen.getAllByRole('link', { name: 'more' })[0]!);
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('has a skeleton while loading, and words when there is nothing', () => {
    show({ rows: undefined, skeletonRows: 3, empty: 'No towns' });
    expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true');
    expect(screen.getAllByRole('row')).toHaveLength(4);
    cleanup();
    show({ rows: [], empty: 'No towns' });
    expect(screen.getByText('No towns')).toBeDefined();
  });

  it('draws only the rows in view, also those that come where there were none', () => {
    const height = jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
    const { change } = show({ rows: [], empty: 'No towns', virtual: { height: '400px', onEnd: () => {} } });
    change({ rows: Array.from({ length: 1_000 }, (_, people) => ({ name: `Town ${people}`, people })) });
    expect(screen.getByText('Town 0')).toBeDefined();
    expect(screen.queryByText('Town 500')).toBeNull();
    height.mockRestore();
  });
});
