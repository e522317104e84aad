import {
  SearchMultiSelect,
  type SearchMultiSelectLook,
  useServerSearch,
} from '../../../shared/form/search-select.js';
import { useKeyOptions } from './key-options.js';

export interface KeysSelectProps extends SearchMultiSelectLook {
  /** Hashes. */
  value: string[];
  onChange: (hashes: string[]) => void;
}

/** Picks some keys. */
export function KeysSelect(props: KeysSelectProps) {
  const search = useServerSearch();
  return <SearchMultiSelect {...props} noun="key" search={search} options={useKeyOptions(search)} />;
}
