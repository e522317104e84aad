import { Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormRulesRecord } from '@mantine/form';
import { USER_ROLES } from '@tollgate/core';
import { FormFoot } from '../../shared/form/form-foot.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { type UserFormValues } from './user-form-values.js';
import { ROLE_LABELS, ROLE_NOTES } from './user-name.js';

export interface UserFormProps {
  initial: UserFormValues;
  rules: FormRulesRecord<UserFormValues>;
  submitLabel: string;
  submit: (values: UserFormValues) => Promise<unknown>;
  onCancel: () => void;
}

/** E-mail address, name, role, models, budget, limits of a user. */
export function UserForm({ initial, rules, submitLabel, submit, onCancel }: UserFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: rules,
    submit,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label="E-mail address"
            placeholder="ada@example.com"
            data-autofocus
            {...form.getInputProps('user_email')}
          />
          <TextInput label="Name" placeholder="Ada Lovelace" {...form.getInputProps('user_alias')} />
        </Group>
        <Select
          label="Role"
          description={ROLE_NOTES[form.values.user_role]}
          allowDeselect={false}
          data={USER_ROLES.map((value) => ({ value, label: ROLE_LABELS[value] }))}
          {...form.getInputProps('user_role')}
        />
        <ModelsInput {...form.getInputProps('models')} />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <RateFields field={(name) => form.getInputProps(name)} />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
