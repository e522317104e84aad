import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { EmptyState } from '@tollgate/ui';
import { type ReactNode } from 'react';

export interface NothingFoundProps {
  title: string;
  /** Where the search looks. */
  children: ReactNode;
  onClear: () => void;
}

/** A list that is empty because of its filters. */
export function NothingFound({ title, children, onClear }: NothingFoundProps) {
  return (
    <EmptyState
      icon={IconSearch}
      title={title}
      action={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
