import { Group, NumberInput, Select, SimpleGrid } from '@mantine/core';
import { WEEKDAYS } from '@tollgate/core';
import { durationWords } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { TimeZoneSelect } from '../form/time-zone-select.js';
import { type LimitValues } from './limit-values.js';
import { RESET_PERIODS } from './reset-periods.js';

/** What an input takes from the form, as `form.getInputProps` gives it. */
export interface InputProps {
  value?: number | string;
  onChange: (value: number | string) => void;
  error?: ReactNode;
}

export type FieldProps<Name extends string> = (name: Name) => InputProps;

const LIMIT = { placeholder: 'No limit', min: 0, allowDecimal: false, hideControls: true } as const;

/** How much may be spent, and when that starts over. */
export function BudgetFields({ field }: { field: FieldProps<keyof LimitValues> }) {
  const reset = field('budget_duration');
  const period = String(reset.value ?? '');
  const periods =
    period === '' || RESET_PERIODS.includes(period) ? RESET_PERIODS : [period, ...RESET_PERIODS];
  return (
    <>
      <Group align="flex-start" grow gap="sm">
        <NumberInput
          label="Budget (USD)"
          description="Requests beyond it are refused."
          placeholder="No limit"
          min={0}
          decimalScale={6}
          hideControls
          thousandSeparator=","
          prefix="$"
          {...field('max_budget')}
        />
        <Select
          label="Budget resets"
          description="When its spend starts over."
          placeholder="Never"
          clearable
          data={periods.map((each) => ({ value: each, label: `every ${durationWords(each)}` }))}
          {...reset}
          value={period === '' ? null : period}
          onChange={(next: string | null) => void reset.onChange(next ?? '')}
        />
      </Group>
      {ON_THE_CALENDAR.test(period) && <RhythmFields field={field} weekly={WEEKLY.test(period)} />}
    </>
  );
}

/** Periods that end at a midnight, and those of whole weeks. */
const ON_THE_CALENDAR = /^\d+(?:d|w|mo)$/;
const WEEKLY = /^(?:\d+w|7d)$/;
const WEEKDAY_LABELS = WEEKDAYS.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }));

/** Whose midnights and weeks the budget follows. */
function RhythmFields({ field, weekly }: { field: FieldProps<keyof LimitValues>; weekly: boolean }) {
  const [zone, day] = [field('budget_timezone'), field('budget_week_start')];
  const textOf = ({ value }: InputProps) => (value === undefined || value === '' ? null : String(value));
  return (
    <Group align="flex-start" grow gap="sm">
      <TimeZoneSelect
        label="Time zone"
        description="Whose midnight it resets at."
        placeholder="The gateway’s"
        clearable
        error={zone.error}
        value={textOf(zone)}
        onChange={(next) => zone.onChange(next ?? '')}
      />
      {weekly && (
        <Select
          label="Week starts on"
          description="When a week is over."
          placeholder="The gateway’s first day"
          clearable
          data={WEEKDAY_LABELS}
          error={day.error}
          value={textOf(day)}
          onChange={(next) => day.onChange(next ?? '')}
        />
      )}
    </Group>
  );
}

/** How fast it may be spent. */
export function RateFields({ field }: { field: FieldProps<keyof LimitValues> }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <NumberInput label="Requests per minute" thousandSeparator="," {...LIMIT} {...field('rpm_limit')} />
      <NumberInput label="Tokens per minute" thousandSeparator="," {...LIMIT} {...field('tpm_limit')} />
      <NumberInput label="Parallel requests" {...LIMIT} {...field('max_parallel_requests')} />
    </SimpleGrid>
  );
}
