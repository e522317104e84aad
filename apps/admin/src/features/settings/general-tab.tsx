import {
  Anchor,
  Button,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fact, FactGroup, TimeText } from '@tollgate/ui';
import { sessionQuery } from '../session/api/get-session.js';

const LINKS = [
  { href: '/docs', label: 'API documentation', text: 'every management call, to try out' },
  { href: '/metrics', label: 'Metrics', text: 'for Prometheus' },
  {
    href: '/health/readiness',
    label: 'Readiness',
    text: 'what the gateway depends on, and whether it is there',
  },
];

/** About this gateway and this session. */
export function GeneralTab({ onSignOut }: { onSignOut: () => void }) {
  return (
    <Stack maw={560} gap="sm">
      <SessionCard onSignOut={onSignOut} />
      <AppearanceCard />
      <Paper p="md">
        <Title order={2} fz="md" mb="xs">
          Documentation and operations
        </Title>
        {LINKS.map(({ href, label, text }) => (
          <Text key={href} fz="sm" lh="26px">
            <Anchor href={href} target="_blank" fz="sm" underline="always">
              {label}
            </Anchor>
            <Text component="span" c="dimmed" fz="sm">
              {' '}
              – {text}
            </Text>
          </Text>
        ))}
      </Paper>
    </Stack>
  );
}

const ROLE_NAMES = {
  proxy_admin: 'Admin',
  proxy_admin_viewer: 'Admin (read only)',
  internal_user: 'User',
  internal_user_viewer: 'User (read only)',
} as const;

function SessionCard({ onSignOut }: { onSignOut: () => void }) {
  const { data: session } = useQuery(sessionQuery);
  return (
    <Paper p="md">
      <FactGroup title="This gateway">
        <Fact name="Version">{session?.version ?? '–'}</Fact>
        <Fact name="Address">{window.location.origin}</Fact>
        <Fact name="Signed in as">{session?.user_id ?? '–'}</Fact>
        <Fact name="Role">{session ? ROLE_NAMES[session.role] : '–'}</Fact>
        <Fact name="Session ends">
          <TimeText iso={session?.expires_at ?? null} never="–" />
        </Fact>
      </FactGroup>
      <Button variant="default" size="xs" mt="sm" leftSection={<IconLogout size={15} />} onClick={onSignOut}>
        Sign out
      </Button>
    </Paper>
  );
}

function AppearanceCard() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Paper p="md">
      <Title order={2} fz="md" mb="xs">
        Appearance
      </Title>
      <SegmentedControl
        aria-label="Appearance"
        size="xs"
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        data={[
          { value: 'auto', label: 'System' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </Paper>
  );
}
