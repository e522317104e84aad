import { type KeyList, type KeyView } from '@tollgate/core';
import { useNavigate } from '@tanstack/react-router';
import { DataTable } from '@tollgate/ui';
import { useMemo, useState, type ReactNode } from 'react';
import { Pager } from '../../shared/paging/pager.js';
import { EditKeyModal } from './edit-key-modal.js';
import { keyColumns } from './key-columns.js';
import { KEYS_PER_PAGE, toSortField, type KeysSearch } from './keys-search.js';
import { useKeyActions } from './use-key-actions.js';

/** Which page of a list of keys, in which order. */
export type KeysView = Pick<KeysSearch, 'sort' | 'order' | 'page'>;

export interface KeysTableProps {
  /** undefined while loading. */
  list: KeyList | undefined;
  stale: boolean;
  /** Deleted keys are only read. */
  deleted?: boolean;
  view: KeysView;
  onView: (change: KeysView) => void;
  empty: ReactNode;
}

/** One page of keys, each with what can be done to it. */
export function KeysTable({ list, stale, deleted = false, view, onView, empty }: KeysTableProps) {
  const navigate = useNavigate();
  const [editing, setEditing] = useState<KeyView | null>(null);
  const actions = useKeyActions();
  const columns = useMemo(
    () => keyColumns(deleted ? null : { actions, onEdit: setEditing }),
    [deleted, actions],
  );
  const { sort = 'created_at', order = 'desc', page = 1 } = view;
  return (
    <>
      <DataTable
        label="Keys"
        columns={columns}
        rows={list?.keys}
        rowId={(key) => key.token}
        sorting={{ field: sort, order }}
        onSort={(sorting) =>
          onView({ sort: toSortField(sorting.field), order: sorting.order, page: undefined })
        }
        {...(!deleted && {
          onOpen: (key: KeyView) => void navigate({ to: '/keys/$keyHash', params: { keyHash: key.token } }),
        })}
        stale={stale}
        skeletonRows={5}
        minWidth={640}
        empty={empty}
      />
      <Pager
        page={page}
        pageSize={KEYS_PER_PAGE}
        total={list?.total_count ?? 0}
        onPage={(next) => onView({ page: next })}
      />
      <EditKeyModal apiKey={editing} onClose={() => setEditing(null)} />
    </>
  );
}
