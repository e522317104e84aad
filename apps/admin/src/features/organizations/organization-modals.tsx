import { Stack, TextInput } from '@mantine/core';
import { type OrganizationView } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { useCreateOrganization } from './api/create-organization.js';
import { useUpdateOrganization } from './api/update-organization.js';
import {
  EMPTY_ORGANIZATION,
  organizationRules,
  toNewOrganization,
  toOrganizationUpdate,
  toOrganizationValues,
  type OrganizationFormValues,
} from './organization-form-values.js';

export interface CreateOrganizationModalProps {
  opened: boolean;
  onClose: () => void;
  onCreated: (organization: OrganizationView) => void;
}

/** Makes an organization. */
export function CreateOrganizationModal({ opened, onClose, onCreated }: CreateOrganizationModalProps) {
  const create = useCreateOrganization();
  return (
    <FormModal opened={opened} onClose={onClose} title="Create an organization">
      <OrganizationForm
        initial={EMPTY_ORGANIZATION}
        submitLabel="Create organization"
        submit={async (values) => onCreated(await create.mutateAsync(toNewOrganization(values)))}
        onCancel={onClose}
      />
    </FormModal>
  );
}

export interface EditOrganizationModalProps {
  /** null: closed. */
  organization: OrganizationView | null;
  onClose: () => void;
}

/** Changes an organization; what is left alone is not sent. */
export function EditOrganizationModal({ organization, onClose }: EditOrganizationModalProps) {
  const update = useUpdateOrganization();
  return (
    <FormModal
      opened={organization !== null}
      onClose={onClose}
      title={`Edit ${organization?.organization_alias ?? ''}`}
    >
      {organization && (
        <OrganizationForm
          initial={toOrganizationValues(organization)}
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync(toOrganizationUpdate(organization, values));
            tell(`${values.organization_alias} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}

interface OrganizationFormProps {
  initial: OrganizationFormValues;
  submitLabel: string;
  submit: (values: OrganizationFormValues) => Promise<unknown>;
  onCancel: () => void;
}

function OrganizationForm({ initial, submitLabel, submit, onCancel }: OrganizationFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: organizationRules,
    submit,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          placeholder="Acme Europe"
          data-autofocus
          {...form.getInputProps('organization_alias')}
        />
        <ModelsInput
          description="Empty: every model. Its teams may use no others."
          {...form.getInputProps('models')}
        />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <RateFields field={(name) => form.getInputProps(name)} />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
