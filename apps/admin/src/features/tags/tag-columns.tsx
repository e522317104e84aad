import { Button, Text } from '@mantine/core';
import { type TagView } from '@tollgate/core';
import { BudgetBar, columnsFor, durationWords, MoneyText, NameList, TimeText } from '@tollgate/ui';
import { EditDelete } from '../../shared/edit-delete.js';
import { limitsInForce } from '../../shared/limits/borrowed-limits.js';
import { isMade, type ListedTag } from './api/list-tags.js';

export interface TagActions {
  onEdit: (tag: TagView) => void;
  onDelete: (tag: TagView) => void;
  /** Gives a tag that was only seen rules of its own. */
  onMake: (name: string) => void;
}

const helper = columnsFor<ListedTag>();

const Nothing = () => (
  <Text component="span" fz="sm" c="dimmed">
    –
  </Text>
);

/** Columns of the list of tags; without actions it is only read. */
export const tagColumns = (actions: TagActions | null) =>
  helper.columns([
    helper.accessor('name', {
      header: 'Tag',
      cell: ({ row, getValue }) => (
        <Text component="span" fz="sm" truncate maw={320} display="inline-block">
          <Text component="span" fz="sm" fw={500}>
            {getValue()}
          </Text>{' '}
          <Text component="span" fz="xs" c="dimmed">
            {row.original.description ?? (isMade(row.original) ? '' : 'seen in calls, without rules')}
          </Text>
        </Text>
      ),
    }),
    helper.display({
      id: 'spend',
      header: 'Spend (USD)',
      meta: { align: 'right', width: '120px' },
      cell: ({ row: { original: tag } }) => (isMade(tag) ? <MoneyText usd={tag.spend} /> : <Nothing />),
    }),
    helper.display({
      id: 'budget',
      header: 'Budget (USD)',
      meta: { align: 'right', width: '170px' },
      cell: ({ row: { original: tag } }) =>
        isMade(tag) ? <BudgetBar spend={tag.spend} budget={limitsInForce(tag).max_budget} /> : <Nothing />,
    }),
    helper.display({
      id: 'resets',
      header: 'Resets',
      meta: { width: '190px', from: 'md' },
      cell: ({ row: { original: tag } }) => (isMade(tag) ? <Reset tag={tag} /> : <Nothing />),
    }),
    helper.display({
      id: 'models',
      header: 'Models',
      meta: { width: '180px', from: 'lg' },
      cell: ({ row: { original: tag } }) =>
        isMade(tag) ? <NameList names={tag.models} none="every model" /> : <Nothing />,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { align: 'right', width: '130px' },
      cell: ({ row }) => actions && <RowActions tag={row.original} {...actions} />,
    }),
  ]);

function Reset({ tag }: { tag: TagView }) {
  const { budget_duration: duration, budget_reset_at: at } = limitsInForce(tag);
  if (duration === null) return 'never';
  return (
    <>
      every {durationWords(duration)}
      {at !== null && (
        <>
          , <TimeText iso={at} />
        </>
      )}
    </>
  );
}

function RowActions({ tag, onEdit, onDelete, onMake }: { tag: ListedTag } & TagActions) {
  if (isMade(tag))
    return <EditDelete name={tag.name} onEdit={() => onEdit(tag)} onDelete={() => onDelete(tag)} />;
  return (
    <Button variant="default" size="xs" onClick={() => onMake(tag.name)}>
      Give it rules
    </Button>
  );
}
