import { Group, NumberInput, Select } from '@mantine/core';
import { durationWords } from '@tollgate/ui';
import { type FieldProps } from '../../shared/limits/limit-fields.js';
import { RESET_PERIODS } from '../../shared/limits/reset-periods.js';

export interface MemberLimitsProps {
  field: FieldProps<'max_budget_in_team' | 'budget_duration' | 'rpm_limit' | 'tpm_limit'>;
}

/** What one member may use of the team's budget and rates. */
export function MemberLimits({ field }: MemberLimitsProps) {
  const reset = field('budget_duration');
  const limit = { placeholder: "The team's", min: 0, allowDecimal: false, hideControls: true };
  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          label="Budget in this team (USD)"
          placeholder="No limit of its own"
          min={0}
          decimalScale={6}
          hideControls
          thousandSeparator=","
          prefix="$"
          {...field('max_budget_in_team')}
        />
        <Select
          label="Budget resets"
          placeholder="Never"
          clearable
          data={RESET_PERIODS.map((each) => ({ value: each, label: `every ${durationWords(each)}` }))}
          {...reset}
          value={reset.value === '' ? null : String(reset.value)}
          onChange={(next: string | null) => void reset.onChange(next ?? '')}
        />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <NumberInput label="Requests per minute" {...limit} {...field('rpm_limit')} />
        <NumberInput label="Tokens per minute" {...limit} {...field('tpm_limit')} />
      </Group>
    </>
  );
}
