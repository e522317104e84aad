import { SearchSelect, type SearchSelectLook, useServerSearch } from '../../../shared/form/search-select.js';
import { useTeamOptions } from './team-options.js';

export interface TeamSelectProps extends SearchSelectLook {
  value: string | null;
  onChange: (teamId: string | null) => void;
}

/** Picks one team. */
export function TeamSelect(props: TeamSelectProps) {
  const search = useServerSearch();
  return <SearchSelect {...props} noun="team" search={search} options={useTeamOptions(search)} />;
}
