import { type KeyView } from '@tollgate/core';
import { ActionIcon, Menu } from '@mantine/core';
import { IconBan, IconCircleCheck, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { nameOfKey } from './key-status.js';
import { type KeyActions } from './use-key-actions.js';

export interface KeyMenuProps {
  apiKey: KeyView;
  actions: KeyActions;
  onEdit: (key: KeyView) => void;
}

/** What can be done with one key. */
export function KeyMenu({ apiKey, actions, onEdit }: KeyMenuProps) {
  return (
    <Menu position="bottom-end" shadow="md" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${nameOfKey(apiKey)}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onEdit(apiKey)}>
          Edit
        </Menu.Item>
        {apiKey.blocked === true ? (
          <Menu.Item leftSection={<IconCircleCheck size={15} />} onClick={() => actions.unblock(apiKey)}>
            Unblock
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconBan size={15} />} onClick={() => actions.askBlock(apiKey)}>
            Block
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          c="var(--tg-negative)"
          leftSection={<IconTrash size={15} />}
          onClick={() => actions.askDelete(apiKey)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
