import { Stack, TextInput } from '@mantine/core';
import { FormFoot } from '../../shared/form/form-foot.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { BudgetSelect } from '../budgets/pickers/budget-select.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { tagRules, type TagFormValues } from './tag-form-values.js';

export interface TagFormProps {
  initial: TagFormValues;
  /** An existing tag keeps its name. */
  fixedName: boolean;
  submitLabel: string;
  submit: (values: TagFormValues) => Promise<unknown>;
  onCancel: () => void;
}

/** Name, budget and models of a tag. */
export function TagForm({ initial, fixedName, submitLabel, submit, onCancel }: TagFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: tagRules,
    submit,
  });
  const { budget_id: budget } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          description="What keys and calls say in their tags."
          placeholder="checkout"
          data-autofocus
          disabled={fixedName}
          {...form.getInputProps('name')}
        />
        <TextInput
          label="What it stands for"
          placeholder="Everything that the shop’s checkout asks"
          {...form.getInputProps('description')}
        />
        <BudgetSelect
          value={budget === '' ? null : budget}
          onChange={(id) => form.setFieldValue('budget_id', id ?? '')}
          error={form.errors.budget_id}
        />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <RateFields field={(name) => form.getInputProps(name)} />
        <ModelsInput
          {...form.getInputProps('models')}
          description="That calls with the tag may use. Empty: every model."
        />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
