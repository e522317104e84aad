import { Stack, TextInput } from '@mantine/core';
import { FormFoot } from '../../shared/form/form-foot.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { OrganizationSelect } from '../organizations/pickers/organization-select.js';
import { teamRules, type TeamFormValues } from './team-form-values.js';

export interface TeamFormProps {
  initial: TeamFormValues;
  submitLabel: string;
  submit: (values: TeamFormValues) => Promise<unknown>;
  onCancel: () => void;
}

/** Name, organization, models, budget, limits of a team. */
export function TeamForm({ initial, submitLabel, submit, onCancel }: TeamFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: teamRules,
    submit,
  });
  const organization = form.getInputProps('organization_id');
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput label="Name" placeholder="Search" data-autofocus {...form.getInputProps('team_alias')} />
        <OrganizationSelect
          {...organization}
          value={form.values.organization_id === '' ? null : form.values.organization_id}
          onChange={(id) => form.setFieldValue('organization_id', id ?? '')}
          description="Its models and budget bind the team as well."
        />
        <ModelsInput {...form.getInputProps('models')} />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <RateFields field={(name) => form.getInputProps(name)} />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
