import { type KeyListQuery } from '@tollgate/core';
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, Section } from '@tollgate/ui';
import { useState } from 'react';
import { keyListQuery } from './api/list-keys.js';
import { CreateKeyModal } from './create-key-modal.js';
import { toKeyListQuery } from './keys-search.js';
import { KeysTable, type KeysView } from './keys-table.js';

export interface OwnedKeysProps {
  /** Whose keys. */
  owner: Pick<KeyListQuery, 'team_id' | 'user_id'>;
  /** May a key be made for the owner here? */
  creating: boolean;
  /** Said while there are none. */
  empty: string;
}

/** The keys of a team or a user, as part of its page. */
export function OwnedKeys({ owner, creating, empty }: OwnedKeysProps) {
  const [view, setView] = useState<KeysView>({});
  const [opened, setOpened] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    keyListQuery({ ...toKeyListQuery(view), ...owner }),
  );
  const change = (next: KeysView) => setView((old) => ({ ...old, ...next }));
  return (
    <Section
      title="Keys"
      actions={
        creating && (
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setOpened(true)}>
            Create key
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState title="The keys could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <KeysTable
          list={data}
          stale={isPlaceholderData}
          view={view}
          onView={change}
          empty={
            <Text c="dimmed" fz="sm" p="md">
              {empty}
            </Text>
          }
        />
      )}
      <CreateKeyModal opened={opened} onClose={() => setOpened(false)} owner={owner} />
    </Section>
  );
}
