import { Text, Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { exactTime, relativeTime } from './format/time.js';

export interface TimeTextProps {
  /** ISO 8601; null shows `never`. */
  iso: string | null;
  never?: string;
}

/** A time as people say it ("5 min. ago"), exact on hover, kept current. */
export function TimeText({ iso, never = 'never' }: TimeTextProps) {
  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), 30_000, { autoInvoke: true });
  if (iso === null) {
    return (
      <Text component="span" fz="inherit" c="dimmed">
        {never}
      </Text>
    );
  }
  return (
    <Tooltip label={exactTime(iso)}>
      <time dateTime={iso} style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(iso, now)}
      </time>
    </Tooltip>
  );
}
