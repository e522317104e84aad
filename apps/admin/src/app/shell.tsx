import { type SessionView } from '@tollgate/core';
import { AppShell, Burger, Group, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { Brand } from '../shared/brand.js';
import { CommandPalette } from './command-palette.js';
import { NavigationBar } from './navigation-bar.js';
import classes from './shell.module.css';

export interface ShellProps {
  session: SessionView;
  onSignOut: () => void;
}

/** Frame of every page behind the sign-in: navigation, palette, content. */
export function Shell({ session, onSignOut }: ShellProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const navigate = useNavigate();
  useHotkeys([
    ['c', () => void navigate({ to: '/keys', search: { create: 'open' } })],
    [
      '/',
      () =>
        document.querySelector<HTMLInputElement>('main input[type="text"], main input:not([type])')?.focus(),
    ],
  ]);
  return (
    <AppShell
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      header={{ height: { base: 48, sm: 0 } }}
      padding={{ base: 'md', sm: 'xl' }}
      transitionDuration={120}
    >
      <UnstyledButton component="a" href="#content" className={classes.skip}>
        Skip to content
      </UnstyledButton>
      <AppShell.Header hiddenFrom="sm" bg="var(--tg-card)">
        <Group h="100%" px="md" gap="sm">
          <Burger opened={opened} onClick={toggle} size="sm" aria-label="Navigation" aria-expanded={opened} />
          <Brand />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" bg="var(--tg-card)">
        <NavigationBar session={session} onNavigate={close} onSignOut={onSignOut} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <div className={classes.page}>
          <Outlet />
        </div>
      </AppShell.Main>
      <CommandPalette session={session} onSignOut={onSignOut} />
    </AppShell>
  );
}
