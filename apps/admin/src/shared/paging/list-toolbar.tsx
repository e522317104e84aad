import { Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { count } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { useSearchText } from '../use-search-text.js';

export interface ListToolbarProps {
  /** What is searched: "keys", for the label and the count. */
  noun: { one: string; many: string };
  placeholder: string;
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
  /** undefined while loading. */
  total: number | undefined;
  /** Filters beside the search. */
  children?: ReactNode;
}

/** Above a list: its search, its filters, how many there are. */
export function ListToolbar({ noun, placeholder, q, onSearch, total, children }: ListToolbarProps) {
  const [text, setText] = useSearchText(q, onSearch);
  return (
    <Group mb="sm" gap="sm">
      <TextInput
        aria-label={`Search ${noun.many}`}
        placeholder={placeholder}
        leftSection={<IconSearch size={15} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        w={{ base: '100%', sm: 260 }}
      />
      {children}
      <Text fz="sm" c="dimmed" ml="auto" className="tg-figures" aria-live="polite" visibleFrom="sm">
        {total !== undefined && `${count(total)} ${total === 1 ? noun.one : noun.many}`}
      </Text>
    </Group>
  );
}
