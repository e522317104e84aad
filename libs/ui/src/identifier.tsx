import { Code, Group, Text } from '@mantine/core';
import { CopyButton } from './copy-button.js';
import { shortId } from './format/identifier.js';

export interface IdentifierProps {
  value: string;
  /** What it identifies, for the copy button: "request id". */
  what: string;
  /** Shows all of it. */
  full?: boolean;
}

/** A machine's name for a thing: shortened, whole on hover, copied with one click. */
export function Identifier({ value, what, full = false }: IdentifierProps) {
  return (
    <Group gap={2} wrap="nowrap" miw={0} display="inline-flex">
      <Text component="span" ff="monospace" fz="xs" title={value} style={{ overflowWrap: 'anywhere' }}>
        {full ? value : shortId(value)}
      </Text>
      <CopyButton value={value} what={what} />
    </Group>
  );
}

/** A short text of code within a sentence. */
export function InlineCode({ children }: { children: string }) {
  return <Code fz="inherit">{children}</Code>;
}
