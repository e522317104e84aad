import { Text, Tooltip } from '@mantine/core';

export interface NameListProps {
  names: readonly string[];
  /** Said when there are none: "every model". */
  none: string;
}

/** The first of some names and how many more; all of them on hover. */
export function NameList({ names, none }: NameListProps) {
  if (names.length === 0) {
    return (
      <Text component="span" fz="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <Tooltip label={names.slice(0, 30).join(', ')} disabled={names.length < 2}>
      <Text component="span" fz="sm" truncate maw={220} display="inline-block">
        {names[0]}
        {names.length > 1 && ` +${names.length - 1}`}
      </Text>
    </Tooltip>
  );
}
