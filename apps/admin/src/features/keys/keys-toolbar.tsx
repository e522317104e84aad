import { SegmentedControl } from '@mantine/core';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { KEY_STATUSES, type KeysSearch } from './keys-search.js';

export interface KeysToolbarProps {
  search: KeysSearch;
  onChange: (change: Partial<KeysSearch>) => void;
  /** How many keys match; undefined while loading. */
  total: number | undefined;
}

const LABELS = { active: 'Active', blocked: 'Blocked', expired: 'Expired', deleted: 'Deleted' } as const;

/** Search and status of the key list. */
export function KeysToolbar({ search, onChange, total }: KeysToolbarProps) {
  return (
    <ListToolbar
      noun={{ one: 'key', many: 'keys' }}
      placeholder="Search name, last 4, hash"
      q={search.q}
      onSearch={(q) => onChange({ q })}
      total={total}
    >
      <SegmentedControl
        aria-label="Status"
        size="xs"
        value={search.status ?? 'all'}
        onChange={(value) => onChange({ status: KEY_STATUSES.find((status) => status === value) })}
        data={[
          { value: 'all', label: 'All' },
          ...KEY_STATUSES.map((value) => ({ value, label: LABELS[value] })),
        ]}
      />
    </ListToolbar>
  );
}
