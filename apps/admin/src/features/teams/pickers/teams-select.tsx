import {
  SearchMultiSelect,
  type SearchMultiSelectLook,
  useServerSearch,
} from '../../../shared/form/search-select.js';
import { useTeamOptions } from './team-options.js';

export interface TeamsSelectProps extends SearchMultiSelectLook {
  /** Ids. */
  value: string[];
  onChange: (teamIds: string[]) => void;
}

/** Picks some teams. */
export function TeamsSelect(props: TeamsSelectProps) {
  const search = useServerSearch();
  return <SearchMultiSelect {...props} noun="team" search={search} options={useTeamOptions(search)} />;
}
