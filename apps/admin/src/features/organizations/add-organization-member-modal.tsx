import { ORGANIZATION_ROLES, type OrganizationRole } from '@tollgate/core';
import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { numberOrNull } from '../../shared/form/changed-fields.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useAddOrganizationMembers } from './api/add-organization-members.js';

export const ORGANIZATION_ROLE_LABELS: Readonly<Record<OrganizationRole, string>> = {
  org_admin: 'Admin',
  internal_user: 'Member',
  internal_user_viewer: 'Member, reads only',
};

export interface AddOrganizationMemberModalProps {
  organizationId: string;
  opened: boolean;
  onClose: () => void;
}

/** Adds a person to an organization by e-mail address; who is no user yet becomes one. */
export function AddOrganizationMemberModal(props: AddOrganizationMemberModalProps) {
  return (
    <FormModal opened={props.opened} onClose={props.onClose} title="Add a member">
      <AddMember {...props} />
    </FormModal>
  );
}

interface MemberValues {
  user_email: string;
  role: OrganizationRole;
  max_budget_in_organization: number | string;
}

function AddMember({ organizationId, onClose }: AddOrganizationMemberModalProps) {
  const add = useAddOrganizationMembers();
  const { form, onSubmit, pending, failure } = useApiForm<MemberValues>({
    initialValues: { user_email: '', role: 'internal_user', max_budget_in_organization: '' },
    validate: {
      user_email: (email) => (email.trim().includes('@') ? null : 'Enter an e-mail address'),
    },
    submit: async (values) => {
      const email = values.user_email.trim();
      const budget = numberOrNull(values.max_budget_in_organization);
      await add.mutateAsync({
        organization_id: organizationId,
        member: { role: values.role, user_email: email },
        ...(budget !== null && { max_budget_in_organization: budget }),
      });
      tell(`${email} is a member now.`);
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="E-mail address"
          description="Who is not a user yet becomes one."
          placeholder="ada@example.com"
          data-autofocus
          {...form.getInputProps('user_email')}
        />
        <Select
          label="Role"
          description="Admins make teams, invite people and set limits within the organization."
          allowDeselect={false}
          data={ORGANIZATION_ROLES.map((value) => ({ value, label: ORGANIZATION_ROLE_LABELS[value] }))}
          {...form.getInputProps('role')}
        />
        <NumberInput
          label="Budget in this organization (USD)"
          placeholder="No limit of its own"
          min={0}
          decimalScale={6}
          hideControls
          thousandSeparator=","
          prefix="$"
          {...form.getInputProps('max_budget_in_organization')}
        />
        <FormFoot submitLabel="Add member" pending={pending} failure={failure} onCancel={onClose} />
      </Stack>
    </form>
  );
}
