import {
  ORGANIZATION_ROLES,
  type OrganizationDetails,
  type OrganizationMembershipView,
} from '@tollgate/core';
import { ActionIcon, Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import { IconDots, IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { BudgetBar, columnsFor, DataTable, MoneyText, Section, shortId } from '@tollgate/ui';
import { useMemo, useState } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { RowLink } from '../../shared/links.js';
import { AddOrganizationMemberModal, ORGANIZATION_ROLE_LABELS } from './add-organization-member-modal.js';
import { useRemoveOrganizationMember } from './api/remove-organization-member.js';
import { useUpdateOrganizationMember } from './api/update-organization-member.js';

type Member = OrganizationMembershipView;

const helper = columnsFor<Member>();

const columnsWith = (managed: boolean) =>
  helper.columns([
    helper.accessor('user_id', {
      header: 'Member',
      cell: ({ getValue }) => (
        <RowLink to="/users/$userId" params={{ userId: getValue() }}>
          {shortId(getValue())}
        </RowLink>
      ),
    }),
    helper.accessor('user_role', {
      header: 'Role',
      meta: { width: '170px' },
      cell: ({ getValue }) => ORGANIZATION_ROLE_LABELS[getValue()],
    }),
    helper.accessor('spend', {
      header: 'Spend (USD)',
      meta: { align: 'right', width: '130px', from: 'sm' },
      cell: ({ getValue }) => <MoneyText usd={getValue()} />,
    }),
    helper.accessor('litellm_budget_table', {
      header: 'Budget here (USD)',
      meta: { align: 'right', width: '170px', from: 'sm' },
      cell: ({ row, getValue }) => (
        <BudgetBar spend={row.original.spend} budget={getValue()?.max_budget ?? null} />
      ),
    }),
    helper.display({
      id: 'menu',
      header: () => <VisuallyHidden>Actions</VisuallyHidden>,
      meta: { align: 'right', width: '48px' },
      cell: ({ row }) => managed && <MemberMenu member={row.original} />,
    }),
  ]);

export interface OrganizationMembersProps {
  /** undefined while loading. */
  organization: OrganizationDetails | undefined;
  organizationId: string;
  managed: boolean;
}

/** Who is in an organization, and as what. */
export function OrganizationMembers({ organization, organizationId, managed }: OrganizationMembersProps) {
  const [adding, setAdding] = useState(false);
  const columns = useMemo(() => columnsWith(managed), [managed]);
  return (
    <Section
      title="Members"
      actions={
        managed && (
          <Button size="xs" leftSection={<IconUserPlus size={14} />} onClick={() => setAdding(true)}>
            Add member
          </Button>
        )
      }
    >
      <DataTable
        label="Members"
        columns={columns}
        rows={organization?.members}
        rowId={(member) => member.user_id}
        skeletonRows={3}
        empty={
          <Text c="dimmed" fz="sm" p="md">
            Nobody is in this organization yet. Its admins make teams and invite people.
          </Text>
        }
      />
      <AddOrganizationMemberModal
        organizationId={organizationId}
        opened={adding}
        onClose={() => setAdding(false)}
      />
    </Section>
  );
}

function MemberMenu({ member }: { member: Member }) {
  const { mutate: update } = useUpdateOrganizationMember();
  const { mutate: remove } = useRemoveOrganizationMember();
  const named = { organization_id: member.organization_id, user_id: member.user_id };
  const askRemove = () =>
    askFirst({
      title: `Remove ${shortId(member.user_id)}?`,
      consequence: 'Membership in the teams of this organization ends, and the keys made there are refused.',
      facts: ['The user stays, and can be added again.'],
      confirm: 'Remove member',
      onConfirm: () =>
        remove(named, {
          onSuccess: () => tell('The member is removed.'),
          onError: tellFailure('The member could not be removed'),
        }),
    });
  return (
    <Menu position="bottom-end" shadow="md" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${member.user_id}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Role</Menu.Label>
        {ORGANIZATION_ROLES.map((role) => (
          <Menu.Item
            key={role}
            disabled={role === member.user_role}
            onClick={() =>
              update({ ...named, role }, { onError: tellFailure('The role could not be changed') })
            }
          >
            {ORGANIZATION_ROLE_LABELS[role]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item c="var(--tg-negative)" leftSection={<IconUserMinus size={15} />} onClick={askRemove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
