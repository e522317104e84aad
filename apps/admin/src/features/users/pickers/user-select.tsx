import { useQuery } from '@tanstack/react-query';
import { shortId } from '@tollgate/ui';
import { SearchSelect, type SearchSelectLook, useServerSearch } from '../../../shared/form/search-select.js';
import { userListQuery } from '../api/list-users.js';

export interface UserSelectProps extends SearchSelectLook {
  value: string | null;
  onChange: (userId: string | null) => void;
}

/** Picks one user, searched by e-mail address. */
export function UserSelect(props: UserSelectProps) {
  const search = useServerSearch();
  const { settled } = search;
  const { data } = useQuery(
    userListQuery({ page_size: 20, ...(settled !== undefined && { user_email: settled }) }),
  );
  const options = (data?.users ?? []).map((user) => ({
    value: user.user_id,
    label: user.user_email ?? user.user_alias ?? shortId(user.user_id),
  }));
  return <SearchSelect {...props} noun="user" search={search} options={options} />;
}
