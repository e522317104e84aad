import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { shortId } from '@tollgate/ui';
import { useState } from 'react';

/** One thing to pick: its id and what people call it. */
export interface Option {
  value: string;
  label: string;
}

/** What is typed into a picker, and, when typing pauses, what to ask the server for. */
export interface ServerSearch {
  typed: string;
  setTyped: (text: string) => void;
  /** undefined: everything. */
  settled: string | undefined;
}

export function useServerSearch(): ServerSearch {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 200);
  return { typed, setTyped, settled: settled === '' ? undefined : settled };
}

/** What every picker is given: what it picks, what the server found, and how to ask for more. */
interface Searched {
  /** `team`, `key` …: for its name and for "no such team". */
  noun: string;
  /** What the server found. */
  options: readonly Option[];
  search: ServerSearch;
}

/** How one picker looks; its callers pass this on. */
export type SearchSelectLook = Pick<
  SelectProps,
  'label' | 'description' | 'placeholder' | 'error' | 'size' | 'w'
>;

export interface SearchSelectProps extends SearchSelectLook, Searched {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** Picks one of any number of things: the server searches. What is picked is shown by its id until it is found. */
export function SearchSelect({ noun, options, search, value, ...look }: SearchSelectProps) {
  return (
    <Select
      {...(look.label === undefined && { 'aria-label': capitalized(noun) })}
      {...look}
      {...pickerOf(noun)}
      value={value}
      onSearchChange={(text) => search.setTyped(options.some(({ label }) => label === text) ? '' : text)}
      data={withPicked(options, value === null ? [] : [value])}
    />
  );
}

/** How a picker of several looks; its callers pass this on. */
export type SearchMultiSelectLook = Pick<MultiSelectProps, 'label' | 'description' | 'error'>;

export interface SearchMultiSelectProps extends SearchMultiSelectLook, Searched {
  value: string[];
  onChange: (ids: string[]) => void;
}

/** Picks some of any number of things, as `SearchSelect` picks one. */
export function SearchMultiSelect({ noun, options, search, value, ...look }: SearchMultiSelectProps) {
  return (
    <MultiSelect
      {...look}
      {...pickerOf(noun)}
      placeholder={value.length === 0 ? `No ${noun}` : ''}
      value={value}
      searchValue={search.typed}
      onSearchChange={search.setTyped}
      data={withPicked(options, value)}
    />
  );
}

/** The server has filtered already. */
const EVERYTHING: NonNullable<SelectProps['filter']> = ({ options }) => options;

function pickerOf(noun: string) {
  return {
    searchable: true,
    clearable: true,
    nothingFoundMessage: `No such ${noun}`,
    filter: EVERYTHING,
  } as const;
}

function withPicked(options: readonly Option[], picked: readonly string[]): Option[] {
  const unfound = picked.filter((id) => !options.some(({ value }) => value === id));
  return [...unfound.map((id) => ({ value: id, label: shortId(id) })), ...options];
}

function capitalized(noun: string): string {
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}
