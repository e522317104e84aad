import { Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { count } from '@tollgate/ui';
import { useSearchText } from '../../shared/use-search-text.js';
import { modelGroupsQuery } from '../models/api/list-model-groups.js';
import { KeyFilter } from './key-filter.js';
import { MoreLogFilters } from './more-log-filters.js';
import { DEFAULT_RANGE, LOG_RANGES, type LogsSearch } from './logs-search.js';

export interface LogsToolbarProps {
  search: LogsSearch;
  onChange: (change: Partial<LogsSearch>) => void;
  /** Matching rows, and whether there are more than were counted; undefined while loading. */
  total: { rows: number; more: boolean } | undefined;
}

/** Two in a row on a phone. */
const FILTER_WIDTH = { base: 'calc(50% - 5px)', xs: 150 };

const RANGE_LABELS = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  all: 'All time',
} as const;

/** Filters of the log; each is in the address bar. */
export function LogsToolbar({ search, onChange, total }: LogsToolbarProps) {
  const [id, setId] = useSearchText(search.id, (text) => onChange({ id: text }));
  return (
    <Group mb="sm" gap="xs">
      <TimeFilter search={search} onChange={onChange} />
      <SegmentedControl
        aria-label="Status"
        size="xs"
        value={search.status ?? 'any'}
        onChange={(value) => onChange({ status: toStatus(value) })}
        data={[
          { value: 'any', label: 'All' },
          { value: 'success', label: 'Success' },
          { value: 'failure', label: 'Failed' },
          { value: 'cancelled', label: 'Client left' },
        ]}
      />
      <ModelFilter model={search.model} onChange={(model) => onChange({ model })} />
      <KeyFilter hash={search.key} onChange={(key) => onChange({ key })} />
      <TextInput
        aria-label="Request id"
        size="xs"
        placeholder="Request id"
        leftSection={<IconSearch size={14} />}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        w={{ base: '100%', xs: 170 }}
      />
      <MoreLogFilters search={search} onChange={onChange} />
      <Text fz="sm" c="dimmed" ml="auto" className="tg-figures" aria-live="polite">
        {total && `${count(total.rows)}${total.more ? '+' : ''} ${total.rows === 1 ? 'call' : 'calls'}`}
      </Text>
    </Group>
  );
}

function toStatus(value: string): LogsSearch['status'] {
  return value === 'success' || value === 'failure' || value === 'cancelled' ? value : undefined;
}

function TimeFilter({ search, onChange }: Pick<LogsToolbarProps, 'search' | 'onChange'>) {
  const custom = search.from !== undefined || search.to !== undefined;
  return (
    <>
      <Select
        aria-label="Time"
        size="xs"
        w={FILTER_WIDTH}
        allowDeselect={false}
        value={custom ? null : (search.range ?? DEFAULT_RANGE)}
        placeholder="Custom days"
        onChange={(value) =>
          onChange({ range: LOG_RANGES.find((range) => range === value), from: undefined, to: undefined })
        }
        data={LOG_RANGES.map((value) => ({ value, label: RANGE_LABELS[value] }))}
      />
      <DatePickerInput
        type="range"
        aria-label="Days (UTC)"
        size="xs"
        placeholder="Days (UTC)"
        valueFormat="D MMM"
        clearable
        allowSingleDateInRange
        w={FILTER_WIDTH}
        value={[search.from ?? null, search.to ?? null]}
        onChange={([from, to]) => onChange({ from: from ?? undefined, to: to ?? undefined })}
      />
    </>
  );
}

function ModelFilter({
  model,
  onChange,
}: {
  model: string | undefined;
  onChange: (model: string | undefined) => void;
}) {
  const groups = useQuery(modelGroupsQuery);
  const names = (groups.data ?? []).map((group) => group.model_group);
  const data = model !== undefined && !names.includes(model) ? [model, ...names] : names;
  return (
    <Select
      aria-label="Model"
      size="xs"
      w={FILTER_WIDTH}
      placeholder="Any model"
      searchable
      clearable
      nothingFoundMessage="No such model"
      value={model ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      data={data}
    />
  );
}
