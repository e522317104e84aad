import { Group, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { type UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import { type ExportFormValues, OWN_DAYS } from './export-form-values.js';
import { calendarPeriods, type NamedPeriod } from './export-periods.js';

export interface PeriodFieldsProps {
  form: UseFormReturnType<ExportFormValues>;
  /** Only what is over can be chosen: the books of it are closed. */
  onlyOver: boolean;
}

/** A month, quarter or year, or any days. */
export function PeriodFields({ form, onlyOver }: PeriodFieldsProps) {
  const periods = useMemo(() => calendarPeriods(new Date()), []);
  const options = (all: readonly NamedPeriod[]) =>
    all.filter(({ over }) => over || !onlyOver).map(({ value, label }) => ({ value, label }));
  const { period, from, to } = form.values;
  return (
    <Group align="flex-start" grow gap="sm">
      <Select
        label="Period"
        allowDeselect={false}
        data={[
          { group: 'Months', items: options(periods.months) },
          { group: 'Quarters', items: options(periods.quarters) },
          { group: 'Years', items: options(periods.years) },
          ...(onlyOver ? [] : [{ group: 'Other', items: [{ value: OWN_DAYS, label: 'Days of your own' }] }]),
        ]}
        {...form.getInputProps('period')}
      />
      {period === OWN_DAYS && (
        <DatePickerInput
          type="range"
          label="From and to"
          valueFormat="D MMM YYYY"
          allowSingleDateInRange
          value={[from === '' ? null : from, to === '' ? null : to]}
          onChange={([first, last]) => form.setValues({ from: first ?? '', to: last ?? '' })}
          error={form.errors.from ?? form.errors.to}
        />
      )}
    </Group>
  );
}
