import { Group, TextInput } from '@mantine/core';
import { type UseFormReturnType } from '@mantine/form';
import { TimeZoneSelect } from '../../shared/form/time-zone-select.js';
import { type ExportFormValues } from './export-form-values.js';

/** Whose days count, and a second currency beside dollars. */
export function CurrencyFields({ form }: { form: UseFormReturnType<ExportFormValues> }) {
  return (
    <>
      <TimeZoneSelect
        label="Time zone"
        description="Whose days, weeks and months count. The Usage page counts UTC days."
        allowDeselect={false}
        {...form.getInputProps('time_zone')}
        onChange={(zone) => form.setFieldValue('time_zone', zone ?? 'UTC')}
      />
      {form.values.report !== 'focus' && (
        <Group align="flex-start" grow gap="sm">
          <TextInput
            label="Second currency"
            placeholder="EUR"
            maxLength={3}
            {...form.getInputProps('currency')}
          />
          <TextInput
            label="Rate"
            placeholder="0.92 for a dollar"
            inputMode="decimal"
            {...form.getInputProps('exchange_rate')}
          />
          <TextInput label="Day of the rate" type="date" {...form.getInputProps('exchange_rate_date')} />
        </Group>
      )}
    </>
  );
}
