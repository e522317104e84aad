import { Group, Pagination, Text } from '@mantine/core';
import { count } from '@tollgate/ui';

export interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number | undefined) => void;
}

/** Which rows are shown of how many, and the other pages; nothing when all fit on one. The first page is undefined. */
export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  if (total <= pageSize) return null;
  return (
    <Group justify="space-between" mt="sm">
      <Text fz="sm" c="dimmed" className="tg-figures">
        {count((page - 1) * pageSize + 1)}–{count(Math.min(page * pageSize, total))} of {count(total)}
      </Text>
      <Pagination
        size="sm"
        total={Math.ceil(total / pageSize)}
        value={page}
        onChange={(next) => onPage(next === 1 ? undefined : next)}
        getControlProps={(control) => ({ 'aria-label': `${control} page` })}
      />
    </Group>
  );
}
