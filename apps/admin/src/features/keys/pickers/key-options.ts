import { useQuery } from '@tanstack/react-query';
import { shortId } from '@tollgate/ui';
import { type Option, type ServerSearch } from '../../../shared/form/search-select.js';
import { keyListQuery } from '../api/list-keys.js';

/** Keys that the server finds, each by its hash. */
export function useKeyOptions({ settled }: ServerSearch): Option[] {
  const { data } = useQuery(keyListQuery({ size: 50, ...(settled !== undefined && { search: settled }) }));
  return (data?.keys ?? []).map((key) => ({
    value: key.token,
    label: key.key_alias ?? key.key_name ?? shortId(key.token),
  }));
}
