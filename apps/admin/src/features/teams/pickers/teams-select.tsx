import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { shortId } from '@tollgate/ui';
import { useState, type ReactNode } from 'react';
import { useTeamPage } from '../api/list-teams.js';

export interface TeamsSelectProps {
  label: string;
  description?: ReactNode;
  /** Ids. */
  value: string[];
  onChange: (teamIds: string[]) => void;
  error?: ReactNode;
}

/** Picks some teams out of any number: the server searches. */
export function TeamsSelect({ value, ...look }: TeamsSelectProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  const { data } = useTeamPage({ page_size: 50, ...(settled !== '' && { search: settled }) });
  const options = (data?.teams ?? []).map((team) => ({
    value: team.team_id,
    label: team.team_alias ?? shortId(team.team_id),
  }));
  const unknown = value.filter((id) => !options.some((option) => option.value === id));
  return (
    <MultiSelect
      {...look}
      searchable
      clearable
      placeholder={value.length === 0 ? 'No team' : ''}
      nothingFoundMessage="No such team"
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      data={[...unknown.map((id) => ({ value: id, label: shortId(id) })), ...options]}
    />
  );
}
