import { Modal, Text } from '@mantine/core';
import { type ReactNode } from 'react';

export interface FormModalProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Holds something that cannot be shown again: only its own button closes it. */
  sticky?: boolean;
}

/** A dialog with a form in it; its content is new whenever it opens. */
export function FormModal({ opened, onClose, title, children, sticky = false }: FormModalProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={620}
      title={
        <Text component="span" fw={600}>
          {title}
        </Text>
      }
      closeOnClickOutside={!sticky}
      closeOnEscape={!sticky}
    >
      {children}
    </Modal>
  );
}
