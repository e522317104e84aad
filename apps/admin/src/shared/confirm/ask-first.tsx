import { List, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { type ReactNode } from 'react';

export interface Question {
  /** "Delete Search?" */
  title: string;
  /** What stops working, in one sentence. */
  consequence: ReactNode;
  /** What else is worth knowing before. */
  facts?: readonly ReactNode[];
  /** The button: "Delete team". */
  confirm: string;
  onConfirm: () => void;
}

/** Asks before something stops working. */
export function askFirst({ title, consequence, facts = [], confirm, onConfirm }: Question): void {
  modals.openConfirmModal({
    title: (
      <Text component="span" fw={600}>
        {title}
      </Text>
    ),
    children: (
      <Stack gap="xs" fz="sm">
        <Text fz="sm">{consequence}</Text>
        {facts.length > 0 && (
          <List fz="sm" spacing={2}>
            {facts.map((fact, place) => (
              <List.Item key={place}>{fact}</List.Item>
            ))}
          </List>
        )}
      </Stack>
    ),
    labels: { confirm, cancel: 'Cancel' },
    confirmProps: { color: 'red.9' },
    onConfirm,
  });
}

/** Says that something is done. */
export function tell(message: string): void {
  notifications.show({ message });
}

/** Tells of a failure that has no place on the page, in the API's words. */
export function tellFailure(title: string): (error: Error) => void {
  return (error) => notifications.show({ color: 'red', title, message: error.message, autoClose: 8_000 });
}
