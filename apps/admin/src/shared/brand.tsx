import { Group, Text } from '@mantine/core';
import { rootPath } from './api/root-path.js';

/** The mark: a gate's two posts, its bar, and the toll. */
export function Brand({ size = 24 }: { size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src={`${rootPath()}/ui/favicon.svg`} width={size} height={size} alt="" />
      <Text component="span" fw={650} fz={size > 30 ? 20 : 'md'} lts="-0.01em">
        Tollgate
      </Text>
    </Group>
  );
}
