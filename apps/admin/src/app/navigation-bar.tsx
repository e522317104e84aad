import { type SessionView } from '@tollgate/core';
import {
  ActionIcon,
  AppShell,
  Box,
  Group,
  Kbd,
  Text,
  Tooltip,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconBook, IconDeviceDesktop, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { rootPath } from '../shared/api/root-path.js';
import { Brand } from '../shared/brand.js';
import { navigationFor } from './navigation.js';
import classes from './shell.module.css';

export interface NavigationBarProps {
  session: SessionView;
  onNavigate: () => void;
  onSignOut: () => void;
}

const isMac = (): boolean => navigator.userAgent.includes('Mac');

/** The left side: search, pages by group, appearance, sign-out. */
export function NavigationBar({ session, onNavigate, onSignOut }: NavigationBarProps) {
  return (
    <>
      <AppShell.Section mb="sm" px={4} pt={4} visibleFrom="sm">
        <Brand />
      </AppShell.Section>
      <AppShell.Section mb="xs">
        <UnstyledButton className={classes.search} onClick={() => spotlight.open()}>
          <IconSearch size={15} aria-hidden />
          <span>Search</span>
          <Kbd ml="auto" size="xs">
            {isMac() ? '⌘' : 'Ctrl'} K
          </Kbd>
        </UnstyledButton>
      </AppShell.Section>
      <AppShell.Section grow component="nav" aria-label="Pages">
        {navigationFor(session.role).map((group) => (
          <Box key={group.label} mt="sm">
            <Text fz={11} fw={500} c="dimmed" px={10} mb={2} aria-hidden>
              {group.label}
            </Text>
            {group.items.map(({ to, label, icon: Glyph }) => (
              <Link
                key={to}
                to={to}
                className={classes.link}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                onClick={onNavigate}
              >
                <Glyph size={17} stroke={1.7} aria-hidden />
                {label}
              </Link>
            ))}
          </Box>
        ))}
      </AppShell.Section>
      <AppShell.Section>
        <Group justify="space-between" px={4} wrap="nowrap">
          <Text fz="xs" c="dimmed" truncate title={`Version ${session.version}`}>
            {session.version}
          </Text>
          <Group gap={2} wrap="nowrap">
            <Tooltip label="API documentation">
              <ActionIcon
                component="a"
                href={`${rootPath()}/docs`}
                target="_blank"
                variant="subtle"
                color="gray"
                aria-label="API documentation"
              >
                <IconBook size={16} />
              </ActionIcon>
            </Tooltip>
            <SchemeToggle />
            <Tooltip label="Sign out">
              <ActionIcon variant="subtle" color="gray" aria-label="Sign out" onClick={onSignOut}>
                <IconLogout size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Section>
    </>
  );
}

const NEXT_SCHEME = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const SCHEME_LABELS = { auto: 'as the system', light: 'light', dark: 'dark' } as const;
const SCHEME_ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Glyph = SCHEME_ICONS[colorScheme];
  const label = `Appearance: ${SCHEME_LABELS[colorScheme]}`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => setColorScheme(NEXT_SCHEME[colorScheme])}
      >
        <Glyph size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
