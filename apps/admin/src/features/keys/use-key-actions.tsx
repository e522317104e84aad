import { type KeyView } from '@tollgate/core';
import { InlineCode, money, TimeText } from '@tollgate/ui';
import { useMemo } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useBlockKey } from './api/block-key.js';
import { useDeleteKey } from './api/delete-key.js';
import { nameOfKey } from './key-status.js';

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
          onSuccess: () => tell(`${nameOfKey(key)} is ${blocked ? 'blocked' : 'active again'}.`),
        },
      );
    const deleteNow = (key: KeyView) =>
      remove(key.token, {
        onError: tellFailure(`${nameOfKey(key)} could not be deleted`),
        onSuccess: () => {
          tell(`${nameOfKey(key)} is deleted.`);
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
  askFirst({
    title: `${verb} ${nameOfKey(key)}?`,
    consequence: (
      <>
        Within a second every request with <InlineCode>{key.key_name ?? nameOfKey(key)}</InlineCode> is
        refused with status 401.
      </>
    ),
    facts: [
      <>
        Last used: <TimeText iso={key.last_active} />
      </>,
      `Spent so far: ${money(key.spend)}; its logs and spend stay in every report.`,
      verb === 'Block'
        ? 'Unblocking makes it work again.'
        : 'This cannot be undone: the apps that use it need another key.',
    ],
    confirm: `${verb} key`,
    onConfirm,
  });
}
