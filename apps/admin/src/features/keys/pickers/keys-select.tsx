import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { shortId } from '@tollgate/ui';
import { useState, type ReactNode } from 'react';
import { keyListQuery } from '../api/list-keys.js';

export interface KeysSelectProps {
  label: string;
  description?: ReactNode;
  /** Hashes. */
  value: string[];
  onChange: (hashes: string[]) => void;
  error?: ReactNode;
}

/** Picks some keys out of any number: the server searches. */
export function KeysSelect({ value, ...look }: KeysSelectProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  const { data } = useQuery(keyListQuery({ size: 50, ...(settled !== '' && { search: settled }) }));
  const options = (data?.keys ?? []).map((key) => ({
    value: key.token,
    label: key.key_alias ?? key.key_name ?? shortId(key.token),
  }));
  const unknown = value.filter((hash) => !options.some((option) => option.value === hash));
  return (
    <MultiSelect
      {...look}
      searchable
      clearable
      placeholder={value.length === 0 ? 'No key' : ''}
      nothingFoundMessage="No such key"
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      data={[...unknown.map((hash) => ({ value: hash, label: shortId(hash) })), ...options]}
    />
  );
}
