import { EXPORT_GROUPS, EXPORT_GROUPS_MAX, EXPORT_REPORTS } from '@tollgate/core';
import { Input, MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core';
import { type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { FormFoot } from '../../shared/form/form-foot.js';
import { MoreFields } from '../../shared/form/more-fields.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useAccess } from '../session/api/access.js';
import { CurrencyFields } from './currency-fields.js';
import { type ExportFormValues, fitting, formatsOf } from './export-form-values.js';
import { FORMAT_NAMES, GROUP_NAMES, REPORT_NAMES } from './export-names.js';
import { PeriodFields } from './period-fields.js';

export interface ExportFormProps {
  initial: ExportFormValues;
  submit: (values: ExportFormValues) => Promise<unknown>;
  onCancel: () => void;
}

type Form = UseFormReturnType<ExportFormValues>;

/** What a report holds is said under its name. */
const ORDER = ['label' as const, 'input' as const, 'description' as const, 'error' as const];

const ADVANCED: readonly string[] = [
  'time_zone',
  'currency',
  'exchange_rate',
  'exchange_rate_date',
] satisfies (keyof ExportFormValues)[];

/** What, of which time, in which format; zone and currency behind "Time zone and currency". */
export function ExportForm({ initial, submit, onCancel }: ExportFormProps) {
  const [advanced, setAdvanced] = useState(false);
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: {
      group_by: (groups: string[], { report }) =>
        report === 'grouped' && groups.length === 0 ? 'Choose at least one' : null,
    },
    submit,
    onFault: (field) => {
      if (ADVANCED.includes(field)) setAdvanced(true);
    },
  });
  const { report } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <ReportField form={form} />
        <PeriodFields form={form} onlyOver={report === 'close'} />
        {report === 'grouped' && (
          <MultiSelect
            label="One row for each"
            description="In this order; the file is sorted by it."
            data={EXPORT_GROUPS.map((value) => ({ value, label: GROUP_NAMES[value] }))}
            maxValues={EXPORT_GROUPS_MAX}
            {...form.getInputProps('group_by')}
          />
        )}
        <FormatField form={form} />
        <MoreFields label="Time zone and currency" opened={advanced} onToggle={setAdvanced}>
          <CurrencyFields form={form} />
        </MoreFields>
        <FormFoot submitLabel="Write the file" pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

function ReportField({ form }: { form: Form }) {
  const { seesAll } = useAccess();
  const { report } = form.values;
  const offered = EXPORT_REPORTS.filter((each) => each !== 'close' || seesAll);
  const choose = (value: string) => {
    const next = offered.find((each) => each === value);
    if (next !== undefined) form.setValues(fitting(next, form.values, new Date()));
  };
  return (
    <Input.Wrapper label="Report" description={REPORT_NAMES[report].holds} inputWrapperOrder={ORDER}>
      <SegmentedControl
        fullWidth
        my={4}
        aria-label="Report"
        value={report}
        onChange={choose}
        data={offered.map((value) => ({ value, label: REPORT_NAMES[value].label }))}
      />
    </Input.Wrapper>
  );
}

function FormatField({ form }: { form: Form }) {
  const formats = formatsOf(form.values.report);
  if (formats.length === 0) return null;
  return (
    <Select
      label="Format"
      allowDeselect={false}
      data={formats.map((value) => ({ value, label: FORMAT_NAMES[value] }))}
      {...form.getInputProps('format')}
    />
  );
}
