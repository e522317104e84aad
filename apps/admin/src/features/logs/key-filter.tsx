import { SearchSelect, useServerSearch } from '../../shared/form/search-select.js';
import { useKeyOptions } from '../keys/pickers/key-options.js';

export interface KeyFilterProps {
  /** Hash of the chosen key. */
  hash: string | undefined;
  onChange: (hash: string | undefined) => void;
}

/** Narrows the log to one key. */
export function KeyFilter({ hash, onChange }: KeyFilterProps) {
  const search = useServerSearch();
  return (
    <SearchSelect
      noun="key"
      search={search}
      options={useKeyOptions(search)}
      size="xs"
      w={{ base: 'calc(50% - 5px)', xs: 150 }}
      placeholder="Any key"
      value={hash ?? null}
      onChange={(value) => onChange(value ?? undefined)}
    />
  );
}
