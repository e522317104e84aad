import { Stack, TextInput } from '@mantine/core';
import { type BudgetView } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { useCreateBudget } from './api/create-budget.js';
import { useUpdateBudget } from './api/update-budget.js';
import {
  budgetRules,
  EMPTY_BUDGET,
  toBudgetUpdate,
  toBudgetValues,
  toNewBudget,
  type BudgetFormValues,
} from './budget-form-values.js';

export interface CreateBudgetModalProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a budget that keys and customers may borrow. */
export function CreateBudgetModal({ opened, onClose }: CreateBudgetModalProps) {
  const create = useCreateBudget();
  return (
    <FormModal opened={opened} onClose={onClose} title="Create a budget">
      <BudgetForm
        initial={EMPTY_BUDGET}
        fixedName={false}
        submitLabel="Create budget"
        submit={async (values) => {
          const { budget_id: name } = await create.mutateAsync(toNewBudget(values));
          tell(`${name} is ready.`);
          onClose();
        }}
        onCancel={onClose}
      />
    </FormModal>
  );
}

export interface EditBudgetModalProps {
  /** null: closed. */
  budget: BudgetView | null;
  onClose: () => void;
}

/** Changes a budget for everyone who borrows it; what is left alone is not sent. */
export function EditBudgetModal({ budget, onClose }: EditBudgetModalProps) {
  const update = useUpdateBudget();
  return (
    <FormModal opened={budget !== null} onClose={onClose} title={`Edit ${budget?.budget_id ?? ''}`}>
      {budget && (
        <BudgetForm
          initial={toBudgetValues(budget)}
          fixedName
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync(toBudgetUpdate(budget, values));
            tell(`${budget.budget_id} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}

interface BudgetFormProps {
  initial: BudgetFormValues;
  /** An existing budget keeps its id. */
  fixedName: boolean;
  submitLabel: string;
  submit: (values: BudgetFormValues) => Promise<unknown>;
  onCancel: () => void;
}

function BudgetForm({ initial, fixedName, submitLabel, submit, onCancel }: BudgetFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: budgetRules,
    submit,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="Id"
          description="Requests that borrow it name it so, in budget_id."
          placeholder="free-tier"
          data-autofocus
          disabled={fixedName}
          {...form.getInputProps('budget_id')}
        />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <RateFields field={(name) => form.getInputProps(name)} />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
