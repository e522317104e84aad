import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { shortId } from '@tollgate/ui';
import { useState, type ReactNode } from 'react';
import { userListQuery } from '../api/list-users.js';

export interface UserSelectProps {
  value: string | null;
  onChange: (userId: string | null) => void;
  label?: string;
  description?: ReactNode;
  placeholder?: string;
  error?: ReactNode;
  size?: 'xs' | 'sm';
  width?: number | string | Record<string, number | string>;
}

/** Picks one user out of any number: the server searches by e-mail address. */
export function UserSelect({ value, onChange, width, ...look }: UserSelectProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  const { data } = useQuery(userListQuery({ page_size: 20, ...(settled !== '' && { user_email: settled }) }));
  const options = (data?.users ?? []).map((user) => ({
    value: user.user_id,
    label: user.user_email ?? user.user_alias ?? shortId(user.user_id),
  }));
  const known = value === null || options.some((option) => option.value === value);
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage="No such user"
      {...(look.label === undefined && { 'aria-label': 'User' })}
      {...look}
      {...(width !== undefined && { w: width })}
      value={value}
      onChange={onChange}
      onSearchChange={(text) => setTyped(options.some((option) => option.label === text) ? '' : text)}
      filter={({ options: all }) => all}
      data={known ? options : [{ value: value, label: shortId(value) }, ...options]}
    />
  );
}
