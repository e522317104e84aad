import { Box, Skeleton, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import classes from './bar-list.module.css';

export interface BarListItem {
  id: string;
  /** A text or a link. */
  label: ReactNode;
  /** Length of the bar. */
  value: number;
  /** The value in words, at the right. */
  text: ReactNode;
}

export interface BarListProps {
  /** undefined while loading. */
  items: readonly BarListItem[] | undefined;
  /** Rows to keep room for, so nothing moves when the data is there. */
  rows: number;
  /** Shown when there is nothing to rank. */
  empty: string;
}

/** A short ranking: name, bar from zero, figure. */
export function BarList({ items, rows, empty }: BarListProps) {
  if (items === undefined) {
    return (
      <Stack gap={6}>
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} h={30} />
        ))}
      </Stack>
    );
  }
  if (items.length === 0) {
    return (
      <Text c="dimmed" fz="sm" py="md">
        {empty}
      </Text>
    );
  }
  const longest = Math.max(...items.map((item) => item.value));
  return (
    <Box component="ul" className={classes.list} mih={rows * 36 - 6}>
      {items.map((item) => (
        <li key={item.id} className={classes.row}>
          <span
            className={classes.bar}
            style={{ width: `${longest === 0 ? 0 : (item.value / longest) * 100}%` }}
            aria-hidden
          />
          <span className={classes.label}>{item.label}</span>
          <span className={`${classes.figure} tg-figures`}>{item.text}</span>
        </li>
      ))}
    </Box>
  );
}
