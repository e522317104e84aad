import { type SessionView } from '@tollgate/core';
import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconBox, IconLogout, IconMoon, IconPlus, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { accessOf } from '../features/session/api/access.js';
import { navigationFor } from './navigation.js';
import { usePaletteFinds } from './palette-finds.js';

export interface CommandPaletteProps {
  session: SessionView;
  onSignOut: () => void;
}

/** ⌘K or Ctrl+K: go to a page, find a key, team, user, model or request, do a thing. Arrows and Enter do the rest. */
export function CommandPalette({ session, onSignOut }: CommandPaletteProps) {
  const [query, setQuery] = useState('');
  const found = usePaletteFinds(query.trim());
  const fixed = matching(useFixedActions(session, onSignOut), query);
  return (
    <Spotlight
      actions={[...fixed, ...found]}
      query={query}
      onQueryChange={setQuery}
      filter={(_, groups) => groups}
      nothingFound="Nothing found"
      shortcut={['mod + K']}
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      limit={20}
      attributes={{ content: { 'aria-label': 'Search' } }}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'A page, or a key, team, user, model or request by name, id or last 4 …',
        'aria-label': 'Search pages, keys, teams, users, models and requests',
      }}
    />
  );
}

/** Fixed actions match by their words; what the server found matches already. */
function matching(groups: readonly SpotlightActionGroupData[], typed: string): SpotlightActionGroupData[] {
  const wanted = typed.trim().toLowerCase();
  const kept = groups.map((group) => ({
    ...group,
    actions: group.actions.filter((action) =>
      `${action.label} ${String(action.keywords ?? '')}`.toLowerCase().includes(wanted),
    ),
  }));
  return kept.filter(({ actions }) => actions.length > 0);
}

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
        ...(accessOf(session).isAdmin
          ? [
              {
                id: 'add-model',
                label: 'Add model',
                keywords: 'new deployment provider',
                leftSection: <IconBox size={18} stroke={1.6} />,
                onClick: () => void navigate({ to: '/models', search: { create: 'open' } }),
              },
            ]
          : []),
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
