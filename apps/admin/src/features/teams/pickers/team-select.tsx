import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { shortId } from '@tollgate/ui';
import { useState, type ReactNode } from 'react';
import { useTeamPage } from '../api/list-teams.js';

export interface TeamSelectProps {
  value: string | null;
  onChange: (teamId: string | null) => void;
  label?: string;
  description?: ReactNode;
  placeholder?: string;
  error?: ReactNode;
  size?: 'xs' | 'sm';
  width?: number | string | Record<string, number | string>;
}

/** Picks one team out of any number: the server searches. */
export function TeamSelect({ value, onChange, width, ...look }: TeamSelectProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  const { data } = useTeamPage({ page_size: 20, ...(settled !== '' && { search: settled }) });
  const options = (data?.teams ?? []).map((team) => ({
    value: team.team_id,
    label: team.team_alias ?? shortId(team.team_id),
  }));
  const known = value === null || options.some((option) => option.value === value);
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage="No such team"
      {...(look.label === undefined && { 'aria-label': 'Team' })}
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
