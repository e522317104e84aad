import { shortId } from '@tollgate/ui';
import { type Option, type ServerSearch } from '../../../shared/form/search-select.js';
import { useTeamPage } from '../api/list-teams.js';

/** Teams that the server finds. */
export function useTeamOptions({ settled }: ServerSearch): Option[] {
  const { data } = useTeamPage({ page_size: 50, ...(settled !== undefined && { search: settled }) });
  return (data?.teams ?? []).map((team) => ({
    value: team.team_id,
    label: team.team_alias ?? shortId(team.team_id),
  }));
}
