import { Box } from '@mantine/core';
import classes from './status-badge.module.css';

export type StatusTone = 'positive' | 'negative' | 'warning' | 'quiet';

export interface StatusBadgeProps {
  tone: StatusTone;
  /** The word; colour alone never says it. */
  children: string;
}

/** A state by word and colour. */
export function StatusBadge({ tone, children }: StatusBadgeProps) {
  return (
    <Box component="span" className={classes.badge}>
      <span className={classes.dot} style={{ background: `var(--tg-${tone})` }} aria-hidden />
      {children}
    </Box>
  );
}
