import { Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { PERIOD_LABELS, PERIODS } from '../../shared/period/period.js';
import { DEFAULT_PERIOD, type UsageSearch } from './usage-search.js';

export interface PeriodPickerProps {
  search: UsageSearch;
  onChange: (change: Partial<UsageSearch>) => void;
}

/** A named period, or any days. */
export function PeriodPicker({ search, onChange }: PeriodPickerProps) {
  const custom = search.from !== undefined || search.to !== undefined;
  return (
    <>
      <Select
        aria-label="Period"
        size="xs"
        w={130}
        allowDeselect={false}
        placeholder="Custom days"
        value={custom ? null : (search.period ?? DEFAULT_PERIOD)}
        onChange={(value) =>
          onChange({
            period: PERIODS.find((period) => period === value),
            from: undefined,
            to: undefined,
          })
        }
        data={PERIODS.map((value) => ({ value, label: PERIOD_LABELS[value] }))}
      />
      <DatePickerInput
        type="range"
        aria-label="Days (UTC)"
        size="xs"
        w={150}
        placeholder="Days (UTC)"
        valueFormat="D MMM"
        clearable
        allowSingleDateInRange
        value={[search.from ?? null, search.to ?? null]}
        onChange={([from, to]) => onChange({ from: from ?? undefined, to: to ?? undefined })}
      />
    </>
  );
}
