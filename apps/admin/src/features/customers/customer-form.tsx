import { Group, Select, Stack, TextInput } from '@mantine/core';
import { FormFoot } from '../../shared/form/form-foot.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { BudgetSelect } from '../budgets/pickers/budget-select.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { customerRules, type CustomerFormValues } from './customer-form-values.js';

export interface CustomerFormProps {
  initial: CustomerFormValues;
  /** An existing customer keeps its id. */
  fixedId: boolean;
  submitLabel: string;
  submit: (values: CustomerFormValues) => Promise<unknown>;
  onCancel: () => void;
}

/** Id, name, budget, models and region of a customer. */
export function CustomerForm({ initial, fixedId, submitLabel, submit, onCancel }: CustomerFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: customerRules,
    submit,
  });
  const orNull = (text: string) => (text === '' ? null : text);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label="Id"
            description="What calls say in `user`."
            placeholder="globex"
            data-autofocus
            disabled={fixedId}
            {...form.getInputProps('user_id')}
          />
          <TextInput
            label="Name"
            description="For people."
            placeholder="Globex Corp."
            {...form.getInputProps('alias')}
          />
        </Group>
        <BudgetSelect
          value={orNull(form.values.budget_id)}
          onChange={(id) => form.setFieldValue('budget_id', id ?? '')}
          error={form.errors.budget_id}
        />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <RateFields field={(name) => form.getInputProps(name)} />
        <ModelsInput {...form.getInputProps('models')} />
        <Select
          label="Region"
          description="Where its calls may be answered; needs enable_pre_call_checks in the router settings."
          placeholder="Anywhere"
          clearable
          data={[
            { value: 'eu', label: 'European Union' },
            { value: 'us', label: 'United States' },
          ]}
          value={orNull(form.values.allowed_model_region)}
          onChange={(region) => form.setFieldValue('allowed_model_region', region ?? '')}
          error={form.errors.allowed_model_region}
        />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
