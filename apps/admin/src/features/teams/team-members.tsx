import { type TeamInfo } from '@tollgate/core';
import { ActionIcon, Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPencil, IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { BudgetBar, columnsFor, DataTable, money, MoneyText, Section } from '@tollgate/ui';
import { useCallback, useMemo, useState } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { RowLink } from '../../shared/links.js';
import { AddMemberModal, TEAM_ROLE_LABELS } from './add-member-modal.js';
import { useRemoveTeamMember } from './api/remove-team-member.js';
import { EditMemberModal } from './edit-member-modal.js';
import { memberRows, type MemberRow } from './member-rows.js';

const helper = columnsFor<MemberRow>();

interface MemberActions {
  onEdit: (member: MemberRow) => void;
  onRemove: (member: MemberRow) => void;
}

const columnsWith = (actions: MemberActions | null, linked: boolean) =>
  helper.columns([
    helper.accessor('name', {
      header: 'Member',
      cell: ({ row }) =>
        linked ? (
          <RowLink to="/users/$userId" params={{ userId: row.original.userId }}>
            {row.original.name}
          </RowLink>
        ) : (
          row.original.name
        ),
    }),
    helper.accessor('role', {
      header: 'Role',
      meta: { width: '110px' },
      cell: ({ getValue }) => TEAM_ROLE_LABELS[getValue()],
    }),
    helper.accessor('spend', {
      header: 'Spend (USD)',
      meta: { align: 'right', width: '130px' },
      cell: ({ getValue }) => <MoneyText usd={getValue()} />,
    }),
    helper.display({
      id: 'budget',
      header: 'Budget here (USD)',
      meta: { align: 'right', width: '170px', from: 'sm' },
      cell: ({ row }) => (
        <BudgetBar spend={row.original.spend} budget={row.original.budget?.max_budget ?? null} />
      ),
    }),
    helper.display({
      id: 'menu',
      header: () => <VisuallyHidden>Actions</VisuallyHidden>,
      meta: { align: 'right', width: '48px' },
      cell: ({ row }) => actions && <MemberMenu member={row.original} {...actions} />,
    }),
  ]);

export interface TeamMembersProps {
  /** undefined while loading. */
  info: TeamInfo | undefined;
  teamId: string;
  /** May members be added, changed, removed? */
  managed: boolean;
  /** Do members lead to their pages? */
  linked: boolean;
}

/** Who is in a team, as what, and what each has used of it. */
export function TeamMembers({ info, teamId, managed, linked }: TeamMembersProps) {
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<MemberRow | null>(null);
  const askRemove = useAskRemove(teamId);
  const rows = useMemo(() => info && memberRows(info), [info]);
  const columns = useMemo(
    () => columnsWith(managed ? { onEdit: setEditing, onRemove: askRemove } : null, linked),
    [managed, linked, askRemove],
  );
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
        rows={rows}
        rowId={(member) => member.userId}
        skeletonRows={3}
        minWidth={520}
        empty={
          <Text c="dimmed" fz="sm" p="md">
            Nobody is in this team yet. Members make keys for themselves that the team pays.
          </Text>
        }
      />
      <AddMemberModal teamId={teamId} opened={adding} onClose={() => setAdding(false)} />
      <EditMemberModal teamId={teamId} member={editing} onClose={() => setEditing(null)} />
    </Section>
  );
}

function useAskRemove(teamId: string) {
  const { mutate: remove } = useRemoveTeamMember();
  return useCallback(
    (member: MemberRow) =>
      askFirst({
        title: `Remove ${member.name}?`,
        consequence:
          'The keys that this member has in the team are deleted: apps that use one are refused within a second.',
        facts: [
          `Spent in this team: ${money(member.spend)}; it stays in every report.`,
          'The user stays, and can be added again.',
        ],
        confirm: 'Remove member',
        onConfirm: () =>
          remove(
            { team_id: teamId, user_id: member.userId },
            {
              onSuccess: () => tell(`${member.name} is no member any more.`),
              onError: tellFailure(`${member.name} could not be removed`),
            },
          ),
      }),
    [remove, teamId],
  );
}

function MemberMenu({ member, onEdit, onRemove }: { member: MemberRow } & MemberActions) {
  return (
    <Menu position="bottom-end" shadow="md" width={190}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${member.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onEdit(member)}>
          Role and limits
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c="var(--tg-negative)"
          leftSection={<IconUserMinus size={15} />}
          onClick={() => onRemove(member)}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
