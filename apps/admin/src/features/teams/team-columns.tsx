import { type TeamPage } from '@tollgate/core';
import { BudgetBar, columnsFor, count, MoneyText, NameList, TimeText } from '@tollgate/ui';
import { RowLink } from '../../shared/links.js';
import { nameOfTeam, TeamStatusBadge } from './team-name.js';

export type TeamRow = TeamPage['teams'][number];

const helper = columnsFor<TeamRow>();

/** Columns of the team list. */
export const teamColumns = helper.columns([
  helper.accessor('team_alias', {
    header: 'Team',
    meta: { sortField: 'team_alias' },
    cell: ({ row }) => (
      <RowLink to="/teams/$teamId" params={{ teamId: row.original.team_id }}>
        {nameOfTeam(row.original)}
      </RowLink>
    ),
  }),
  helper.display({
    id: 'status',
    header: 'Status',
    meta: { width: '120px' },
    cell: ({ row }) => <TeamStatusBadge team={row.original} />,
  }),
  helper.accessor('spend', {
    header: 'Spend (USD)',
    meta: { align: 'right', width: '120px' },
    cell: ({ getValue }) => <MoneyText usd={getValue()} />,
  }),
  helper.accessor('max_budget', {
    header: 'Budget (USD)',
    meta: { align: 'right', width: '170px', from: 'sm' },
    cell: ({ row }) => <BudgetBar spend={row.original.spend} budget={row.original.max_budget} />,
  }),
  helper.accessor('members_count', {
    header: 'Members',
    meta: { align: 'right', width: '90px', from: 'md' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor('keys_count', {
    header: 'Keys',
    meta: { align: 'right', width: '80px', from: 'md' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor('models', {
    header: 'Models',
    meta: { from: 'lg' },
    cell: ({ getValue }) => <NameList names={getValue()} none="every model" />,
  }),
  helper.accessor('created_at', {
    header: 'Created',
    meta: { sortField: 'created_at', from: 'xl', width: '130px' },
    cell: ({ getValue }) => <TimeText iso={getValue()} />,
  }),
]);
