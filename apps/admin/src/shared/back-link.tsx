import { IconChevronLeft } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { TextLink } from './links.js';

export interface BackLinkProps {
  to: '/keys' | '/teams' | '/users' | '/organizations';
  children: ReactNode;
}

/** From one thing to the list it is in. */
export function BackLink({ to, children }: BackLinkProps) {
  return (
    <TextLink to={to} c="dimmed" mb="xs" display="inline-flex">
      <IconChevronLeft size={16} style={{ marginTop: 3 }} aria-hidden /> {children}
    </TextLink>
  );
}
