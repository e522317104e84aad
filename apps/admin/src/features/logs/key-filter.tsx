import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { shortId } from '@tollgate/ui';
import { useState } from 'react';
import { keyListQuery } from '../keys/api/list-keys.js';

export interface KeyFilterProps {
  /** Hash of the chosen key. */
  hash: string | undefined;
  onChange: (hash: string | undefined) => void;
}

/** Picks one key out of any number: the server searches. */
export function KeyFilter({ hash, onChange }: KeyFilterProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  const { data } = useQuery(keyListQuery({ size: 20, ...(settled !== '' && { search: settled }) }));
  const options = (data?.keys ?? []).map((key) => ({
    value: key.token,
    label: key.key_alias ?? key.key_name ?? shortId(key.token),
  }));
  const known = options.some((option) => option.value === hash);
  return (
    <Select
      aria-label="Key"
      size="xs"
      w={{ base: 'calc(50% - 5px)', xs: 150 }}
      placeholder="Any key"
      searchable
      clearable
      nothingFoundMessage="No such key"
      value={hash ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      onSearchChange={(text) => setTyped(options.some((option) => option.label === text) ? '' : text)}
      filter={({ options: all }) => all}
      data={hash !== undefined && !known ? [{ value: hash, label: shortId(hash) }, ...options] : options}
    />
  );
}
