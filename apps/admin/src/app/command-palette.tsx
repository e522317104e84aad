import { type SessionView } from '@tollgate/core';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconKey, IconListSearch, IconLogout, IconMoon, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { shortId } from '@tollgate/ui';
import { useState } from 'react';
import { keyListQuery } from '../features/keys/api/list-keys.js';
import { navigationFor } from './navigation.js';

export interface CommandPaletteProps {
  session: SessionView;
  onSignOut: () => void;
}

/** ⌘K or Ctrl+K: go to a page, find a key or a request, do a thing. */
export function CommandPalette({ session, onSignOut }: CommandPaletteProps) {
  const [query, setQuery] = useState('');
  const found = useFoundActions(query.trim());
  const fixed = useFixedActions(session, onSignOut);
  return (
    <Spotlight
      actions={[...fixed, ...found]}
      query={query}
      onQueryChange={setQuery}
      filter={(typed, groups) => filterGroups(typed, groups)}
      nothingFound="Nothing found"
      shortcut={['mod + K']}
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      limit={12}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Go to a page, find a key by name, last 4 or hash …',
        'aria-label': 'Search pages, keys and requests',
      }}
    />
  );
}

/** Fixed actions match by their words; what the server found matches already. */
function filterGroups(
  typed: string,
  groups: readonly (SpotlightActionGroupData | SpotlightActionData)[],
): (SpotlightActionGroupData | SpotlightActionData)[] {
  const wanted = typed.trim().toLowerCase();
  return groups.flatMap((group) => {
    if (!('actions' in group) || group.group === FOUND) return [group];
    const actions = group.actions.filter((action) =>
      `${action.label} ${String(action.keywords ?? '')}`.toLowerCase().includes(wanted),
    );
    return actions.length > 0 ? [{ ...group, actions }] : [];
  });
}

const FOUND = 'Found';

function useFixedActions(session: SessionView, onSignOut: () => void): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { toggleColorScheme } = useMantineColorScheme();
  const pages = navigationFor(session.role).flatMap((group) => group.items);
  return [
    {
      group: 'Pages',
      actions: pages.map(({ to, label, icon: Glyph }) => ({
        id: `page ${to}`,
        label,
        leftSection: <Glyph size={18} stroke={1.6} />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: 'Actions',
      actions: [
        {
          id: 'create-key',
          label: 'Create key',
          keywords: 'new generate token',
          leftSection: <IconPlus size={18} stroke={1.6} />,
          rightSection: 'C',
          onClick: () => void navigate({ to: '/keys', search: { create: 'open' } }),
        },
        {
          id: 'scheme',
          label: 'Switch between light and dark',
          keywords: 'theme appearance mode',
          leftSection: <IconMoon size={18} stroke={1.6} />,
          onClick: toggleColorScheme,
        },
        {
          id: 'sign-out',
          label: 'Sign out',
          keywords: 'log out leave',
          leftSection: <IconLogout size={18} stroke={1.6} />,
          onClick: onSignOut,
        },
      ],
    },
  ];
}

/** What the server finds: keys, and the request whose id was pasted. */
function useFoundActions(typed: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(typed, 150);
  const { data } = useQuery({
    ...keyListQuery({ search: settled, size: 6 }),
    enabled: settled.length >= 2,
  });
  if (typed.length < 2) return [];
  const keys = (settled.length >= 2 ? (data?.keys ?? []) : []).map((key) => ({
    id: `key ${key.token}`,
    label: key.key_alias ?? key.key_name ?? shortId(key.token),
    description: `Key ${key.key_name ?? ''} ${shortId(key.token)}`,
    leftSection: <IconKey size={18} stroke={1.6} />,
    onClick: () => void navigate({ to: '/keys/$keyHash', params: { keyHash: key.token } }),
  }));
  const request = {
    id: 'request',
    label: `Find request ${typed}`,
    leftSection: <IconListSearch size={18} stroke={1.6} />,
    onClick: () => void navigate({ to: '/logs', search: { id: typed } }),
  };
  return [{ group: FOUND, actions: typed.length >= 6 ? [...keys, request] : keys }].filter(
    (group) => group.actions.length > 0,
  );
}
