import { type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconBox,
  IconBuilding,
  IconKey,
  IconListSearch,
  IconUser,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { shortId } from '@tollgate/ui';
import { keyListQuery } from '../features/keys/api/list-keys.js';
import { modelsQuery } from '../features/models/api/list-models.js';
import { organizationsQuery } from '../features/organizations/api/list-organizations.js';
import { useAccess } from '../features/session/api/access.js';
import { teamListQuery } from '../features/teams/api/list-teams.js';
import { userListQuery } from '../features/users/api/list-users.js';

/** Fewer letters than this find too much. */
const LETTERS_MIN = 2;
/** Shorter texts are no request ids. */
const REQUEST_ID_MIN = 6;
const MOST_OF_A_KIND = 5;

/** Keys, teams, users, models and organizations that match what is typed, and the request whose id it may be. */
export function usePaletteFinds(typed: string): SpotlightActionGroupData[] {
  const [settled] = useDebouncedValue(typed, 150);
  const searching = settled.length >= LETTERS_MIN && typed.length >= LETTERS_MIN;
  const found = [
    { group: 'Keys', actions: useKeys(settled, searching) },
    { group: 'Teams', actions: useTeams(settled, searching) },
    { group: 'Users', actions: useUsers(settled, searching) },
    { group: 'Models', actions: useModels(settled, searching) },
    { group: 'Organizations', actions: useOrganizations(settled, searching) },
    { group: 'Requests', actions: useRequest(typed) },
  ];
  return found.filter(({ actions }) => actions.length > 0);
}

function useKeys(search: string, searching: boolean): SpotlightActionData[] {
  const navigate = useNavigate();
  const { data } = useQuery({ ...keyListQuery({ search, size: MOST_OF_A_KIND }), enabled: searching });
  return (searching ? (data?.keys ?? []) : []).map((key) => ({
    id: `key ${key.token}`,
    label: key.key_alias ?? key.key_name ?? shortId(key.token),
    description: `${key.key_name ?? ''} ${shortId(key.token)}`,
    leftSection: glyph(IconKey),
    onClick: () => void navigate({ to: '/keys/$keyHash', params: { keyHash: key.token } }),
  }));
}

function useTeams(search: string, searching: boolean): SpotlightActionData[] {
  const navigate = useNavigate();
  const { seesAll, userId } = useAccess();
  const mine = seesAll ? {} : { user_id: userId };
  const { data } = useQuery({
    ...teamListQuery({ search, page_size: MOST_OF_A_KIND, ...mine }),
    enabled: searching,
  });
  return (searching ? (data?.teams ?? []) : []).map(({ team_id: teamId, team_alias: alias }) => ({
    id: `team ${teamId}`,
    label: alias ?? shortId(teamId),
    description: shortId(teamId),
    leftSection: glyph(IconUsersGroup),
    onClick: () => void navigate({ to: '/teams/$teamId', params: { teamId } }),
  }));
}

/** By e-mail address, or by the whole id. */
function useUsers(search: string, searching: boolean): SpotlightActionData[] {
  const navigate = useNavigate();
  const { seesAll } = useAccess();
  const enabled = searching && seesAll;
  const byMail = useQuery({
    ...userListQuery({ user_email: search, page_size: MOST_OF_A_KIND }),
    enabled,
  });
  const byId = useQuery({ ...userListQuery({ user_ids: search, page_size: 1 }), enabled });
  const found = enabled ? [...(byId.data?.users ?? []), ...(byMail.data?.users ?? [])] : [];
  const users = [...new Map(found.map((user) => [user.user_id, user])).values()];
  return users.map(({ user_id: userId, user_email: mail, user_alias: alias }) => ({
    id: `user ${userId}`,
    label: mail ?? alias ?? shortId(userId),
    description: shortId(userId),
    leftSection: glyph(IconUser),
    onClick: () => void navigate({ to: '/users/$userId', params: { userId } }),
  }));
}

/** By public name, by what is sent upstream, or by the id of a deployment. */
function useModels(search: string, searching: boolean): SpotlightActionData[] {
  const navigate = useNavigate();
  const { data } = useQuery({ ...modelsQuery, enabled: searching });
  const wanted = search.toLowerCase();
  const found = (searching ? (data ?? []) : []).filter(
    ({ model_name: name, litellm_params: { model }, model_info: { id } }) =>
      name.toLowerCase().includes(wanted) || model.toLowerCase().includes(wanted) || id.startsWith(search),
  );
  return found.slice(0, MOST_OF_A_KIND).map(({ model_name: name, litellm_params, model_info: { id } }) => ({
    id: `model ${id}`,
    label: name,
    description: `${litellm_params.model} ${shortId(id)}`,
    leftSection: glyph(IconBox),
    onClick: () => void navigate({ to: '/models', search: { open: id } }),
  }));
}

function useOrganizations(search: string, searching: boolean): SpotlightActionData[] {
  const navigate = useNavigate();
  const { data } = useQuery({ ...organizationsQuery, enabled: searching });
  const wanted = search.toLowerCase();
  const found = (searching ? (data ?? []) : []).filter(
    ({ organization_id: id, organization_alias: alias }) =>
      alias.toLowerCase().includes(wanted) || id === search,
  );
  return found
    .slice(0, MOST_OF_A_KIND)
    .map(({ organization_id: organizationId, organization_alias: alias }) => ({
      id: `organization ${organizationId}`,
      label: alias,
      description: shortId(organizationId),
      leftSection: glyph(IconBuilding),
      onClick: () => void navigate({ to: '/organizations/$organizationId', params: { organizationId } }),
    }));
}

/** Whether there is such a request, its page says. */
function useRequest(typed: string): SpotlightActionData[] {
  const navigate = useNavigate();
  if (typed.length < REQUEST_ID_MIN || /\s/.test(typed)) return [];
  return [
    {
      id: 'request',
      label: `Find request ${typed}`,
      leftSection: glyph(IconListSearch),
      onClick: () => void navigate({ to: '/logs', search: { id: typed, range: 'all' } }),
    },
  ];
}

const glyph = (Glyph: Icon) => <Glyph size={18} stroke={1.6} />;
