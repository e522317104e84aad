import { Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { count } from '@tollgate/ui';
import { useSearchText } from '../../shared/use-search-text.js';
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
  const [text, setText] = useSearchText(search.q, (q) => onChange({ q }));
  return (
    <Group mb="sm" gap="sm">
      <TextInput
        aria-label="Search keys"
        placeholder="Search name, last 4, hash"
        leftSection={<IconSearch size={15} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        w={{ base: '100%', sm: 260 }}
      />
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
      <Text fz="sm" c="dimmed" ml="auto" className="tg-figures" aria-live="polite" visibleFrom="sm">
        {total !== undefined && `${count(total)} ${total === 1 ? 'key' : 'keys'}`}
      </Text>
    </Group>
  );
}
