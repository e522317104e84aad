import { type ModelInfo, type ModelState } from '@tollgate/core';
import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { DataTable } from '@tollgate/ui';
import { useMemo, type ReactNode } from 'react';
import { useAccess } from '../session/api/access.js';
import { modelColumns, type ModelRow } from './model-columns.js';
import { publicName } from './model-fields.js';
import { type ModelActions, type ModelSubject } from './use-model-actions.js';

/** Everything in it stays the same object from one drawing to the next, unless it changes. */
export interface ModelsTableProps {
  /** Those shown; undefined while loading. */
  rows: readonly ModelInfo[] | undefined;
  all: readonly ModelInfo[];
  /** By deployment; undefined for those who may not see them. */
  states: ReadonlyMap<string, ModelState> | undefined;
  openId: string | undefined;
  actions: ModelActions;
  onOpen: (model: ModelInfo) => void;
  onEdit: (model: ModelInfo) => void;
  onExplain: (name: string) => void;
  empty: ReactNode;
}

/** Deployments under their public names. */
export function ModelsTable({
  rows,
  all,
  states,
  onOpen,
  onEdit,
  onExplain,
  actions,
  ...look
}: ModelsTableProps) {
  const { seesAll, isAdmin } = useAccess();
  const columns = useMemo(() => {
    const subject = (model: ModelInfo) => subjectOf(model, all);
    const change = {
      onEdit,
      onPause: (model: ModelInfo) => actions.askPause(subject(model)),
      onResume: actions.resume,
      onDelete: (model: ModelInfo) => actions.askDelete(subject(model)),
    };
    return modelColumns({ onOpen, live: seesAll, ...(isAdmin && { change }) });
  }, [all, actions, seesAll, isAdmin, onOpen, onEdit]);
  const grouped = useMemo(
    () => rows && byName(rows).map((model): ModelRow => ({ model, state: states?.get(model.model_info.id) })),
    [rows, states],
  );
  return (
    <DataTable
      label="Models"
      columns={columns}
      rows={grouped}
      rowId={({ model }) => model.model_info.id}
      onOpen={({ model }) => onOpen(model)}
      groups={{
        idOf: ({ model }) => publicName(model),
        header: (members) => <GroupLine members={members} onExplain={seesAll ? onExplain : null} />,
      }}
      minWidth={640}
      {...look}
    />
  );
}

/** A deployment with the number of others that serve its name. */
export function subjectOf(model: ModelInfo, all: readonly ModelInfo[]): ModelSubject {
  const name = publicName(model);
  const serving = all.filter(
    (other) => other !== model && publicName(other) === name && other.model_info.idle_reason === undefined,
  );
  return { model, others: serving.length };
}

/** Deployments of one name side by side, names in the order in which they come first. */
function byName(models: readonly ModelInfo[]): ModelInfo[] {
  const names = new Map<string, ModelInfo[]>();
  for (const model of models) {
    const name = publicName(model);
    names.set(name, [...(names.get(name) ?? []), model]);
  }
  return [...names.values()].flat();
}

function GroupLine({
  members,
  onExplain,
}: {
  members: readonly ModelRow[];
  onExplain: ((name: string) => void) | null;
}) {
  const [first] = members;
  const name = first === undefined ? '' : publicName(first.model);
  const team = first?.model.model_info['team_id'];
  const served = members.some(({ model }) => model.model_info.idle_reason === undefined);
  return (
    <Group gap="xs" wrap="nowrap">
      <Text component="span" fz="sm" fw={600} truncate>
        {name}
      </Text>
      <Text component="span" fz="xs" c="dimmed">
        {members.length === 1 ? '1 deployment' : `${members.length} deployments`}
        {typeof team === 'string' && ' · of one team'}
      </Text>
      {onExplain && served && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconRoute size={14} />}
          onClick={() => onExplain(name)}
        >
          Explain route
          <VisuallyHidden>of {name}</VisuallyHidden>
        </Button>
      )}
    </Group>
  );
}
