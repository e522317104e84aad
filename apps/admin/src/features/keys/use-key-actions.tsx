import { type KeyView } from '@tollgate/core';
import { List, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { InlineCode, money, TimeText } from '@tollgate/ui';
import { useMemo } from 'react';
import { useBlockKey } from './api/block-key.js';
import { useDeleteKey } from './api/delete-key.js';
import { nameOfKey } from './key-status.js';

/** Tells of a failure that has no place on the page. */
function tellFailure(title: string) {
  return (error: Error) =>
    notifications.show({ color: 'red', title, message: error.message, autoClose: 8_000 });
}

export interface KeyActions {
  askBlock: (key: KeyView) => void;
  askDelete: (key: KeyView) => void;
  unblock: (key: KeyView) => void;
}

/** Block, unblock and delete, each asking first when something would stop working. The result stays the same object. */
export function useKeyActions(onDeleted?: () => void): KeyActions {
  const { mutate: block } = useBlockKey();
  const { mutate: remove } = useDeleteKey();

  return useMemo(() => {
    const setBlocked = (key: KeyView, blocked: boolean) =>
      block(
        { hash: key.token, blocked },
        {
          onError: tellFailure(`${nameOfKey(key)} could not be ${blocked ? 'blocked' : 'unblocked'}`),
          onSuccess: () =>
            notifications.show({ message: `${nameOfKey(key)} is ${blocked ? 'blocked' : 'active again'}.` }),
        },
      );
    const deleteNow = (key: KeyView) =>
      remove(key.token, {
        onError: tellFailure(`${nameOfKey(key)} could not be deleted`),
        onSuccess: () => {
          notifications.show({ message: `${nameOfKey(key)} is deleted.` });
          onDeleted?.();
        },
      });
    return {
      askBlock: (key) => ask('Block', key, () => setBlocked(key, true)),
      askDelete: (key) => ask('Delete', key, () => deleteNow(key)),
      unblock: (key) => setBlocked(key, false),
    };
  }, [block, remove, onDeleted]);
}

function ask(verb: 'Block' | 'Delete', key: KeyView, onConfirm: () => void): void {
  modals.openConfirmModal({
    title: (
      <Text component="span" fw={600}>
        {verb} {nameOfKey(key)}?
      </Text>
    ),
    children: <WhatStops apiKey={key} reversible={verb === 'Block'} />,
    labels: { confirm: `${verb} key`, cancel: 'Cancel' },
    confirmProps: { color: 'red.9' },
    onConfirm,
  });
}

/** What an admin needs to know before a key stops working. */
function WhatStops({ apiKey, reversible }: { apiKey: KeyView; reversible: boolean }) {
  return (
    <Stack gap="xs" fz="sm">
      <Text fz="sm">
        Within a second every request with <InlineCode>{apiKey.key_name ?? nameOfKey(apiKey)}</InlineCode> is
        refused with status 401.
      </Text>
      <List fz="sm" spacing={2}>
        <List.Item>
          Last used: <TimeText iso={apiKey.last_active} />
        </List.Item>
        <List.Item>Spent so far: {money(apiKey.spend)}; its logs and spend stay in every report.</List.Item>
        <List.Item>
          {reversible
            ? 'Unblocking makes it work again.'
            : 'This cannot be undone: the apps that use it need another key.'}
        </List.Item>
      </List>
    </Stack>
  );
}
