import { type SettingView } from '@tollgate/core';
import { ActionIcon, Group, SegmentedControl, Switch, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { columnsFor, DataTable, ErrorState, StatusBadge, TimeText } from '@tollgate/ui';
import { useMemo, useState } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { useAccess } from '../session/api/access.js';
import { useDeleteSetting } from './api/delete-setting.js';
import { settingsQuery } from './api/list-settings.js';
import { EditSettingModal } from './edit-setting-modal.js';
import { SECTIONS } from './settings-search.js';
import { sourceText, valueText } from './setting-value.js';

const route = getRouteApi('/_app/settings');
const SECTION_LABELS = {
  router_settings: 'Router',
  litellm_settings: 'Calls',
  general_settings: 'Gateway',
} as const;

/** The configuration in effect: every setting, its value and where that comes from. */
export function ConfigurationTab() {
  const { section = 'router_settings', q, all } = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const { data, error, refetch } = useQuery(settingsQuery(section));
  const [editing, setEditing] = useState<SettingView | null>(null);
  const askReset = useAskReset();
  const columns = useMemo(
    () => settingColumns(isAdmin ? { onEdit: setEditing, onReset: askReset } : null),
    [isAdmin, askReset],
  );
  const rows = useMemo(() => data && matching(data, q, all === 'on'), [data, q, all]);
  const change = (next: Partial<ReturnType<typeof route.useSearch>>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <>
      <ListToolbar
        noun={{ one: 'setting', many: 'settings' }}
        placeholder="Search name or meaning"
        q={q}
        onSearch={(next) => change({ q: next })}
        total={rows?.length}
      >
        <SegmentedControl
          aria-label="Section"
          size="xs"
          value={section}
          onChange={(next) => change({ section: SECTIONS.find((one) => one === next) })}
          data={SECTIONS.map((value) => ({ value, label: SECTION_LABELS[value] }))}
        />
        <Switch
          label="Also what is not set"
          checked={all === 'on'}
          onChange={(event) => change({ all: event.currentTarget.checked ? 'on' : undefined })}
        />
      </ListToolbar>
      {error && !data ? (
        <ErrorState title="The settings could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Settings"
          columns={columns}
          rows={rows}
          rowId={({ field_name: name }) => name}
          minWidth={560}
          empty={
            <NothingFound title="No setting matches" onClear={() => change({ q: undefined, all: 'on' })}>
              Only settings with a value are shown, unless you ask for the others.
            </NothingFound>
          }
        />
      )}
      <EditSettingModal setting={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function matching(settings: SettingView[], q: string | undefined, all: boolean): SettingView[] {
  const wanted = q?.toLowerCase() ?? '';
  return settings.filter(
    ({ field_name: name, field_description: meaning, source }) =>
      // Who searches looks for settings that he has not set, too.
      (all || wanted !== '' || source !== 'default') && `${name} ${meaning}`.toLowerCase().includes(wanted),
  );
}

function useAskReset() {
  const { mutate: remove } = useDeleteSetting();
  return useMemo(
    () =>
      ({ field_name, config_type, file_value: file }: SettingView) =>
        askFirst({
          title: `Take ${field_name} back?`,
          consequence:
            file === null
              ? 'The default holds again.'
              : `The configuration file's holds again: ${JSON.stringify(file)}.`,
          facts: ['Calls that begin within a second go by it, in every process.'],
          confirm: 'Take it back',
          onConfirm: () =>
            remove(
              { field_name, config_type },
              {
                onSuccess: () => tell(`${field_name} is taken back.`),
                onError: tellFailure(`${field_name} could not be taken back`),
              },
            ),
        }),
    [remove],
  );
}

interface SettingActions {
  onEdit: (setting: SettingView) => void;
  onReset: (setting: SettingView) => void;
}

const helper = columnsFor<SettingView>();

const settingColumns = (actions: SettingActions | null) =>
  helper.columns([
    helper.accessor('field_name', {
      header: 'Setting',
      cell: ({ row, getValue }) => (
        <Tooltip label={row.original.field_description}>
          <Text component="span" fz="sm" fw={500}>
            {getValue()}
          </Text>
        </Tooltip>
      ),
    }),
    helper.accessor((setting) => valueText(setting), {
      id: 'value',
      header: 'Value in effect',
      cell: ({ row, getValue }) => <Value setting={row.original} text={getValue()} />,
    }),
    helper.accessor((setting) => sourceText(setting), { id: 'source', header: 'From', meta: { from: 'sm' } }),
    helper.display({
      id: 'state',
      header: 'Effect',
      meta: { from: 'lg' },
      cell: ({ row: { original } }) => <Effect setting={original} />,
    }),
    helper.accessor('updated_at', {
      header: 'Changed',
      meta: { from: 'lg' },
      cell: ({ getValue }) => <TimeText iso={getValue()} never="–" />,
    }),
    ...(actions ? [actionsColumn(actions)] : []),
  ]);

function Value({ setting, text }: { setting: SettingView; text: string | null }) {
  const shown = text ?? setting.field_default_value ?? 'not set';
  return (
    <Tooltip label={shown} disabled={shown.length < 40}>
      <Text
        component="span"
        fz="sm"
        c={text === null ? 'dimmed' : undefined}
        truncate
        maw={{ base: 140, sm: 240, xl: 420 }}
        display="inline-block"
      >
        {shown}
      </Text>
    </Tooltip>
  );
}

function Effect({ setting: { active, changeable } }: { setting: SettingView }) {
  if (!active) return <StatusBadge tone="warning">none yet</StatusBadge>;
  return <StatusBadge tone="quiet">{changeable ? 'at once' : 'from the start on'}</StatusBadge>;
}

const actionsColumn = ({ onEdit, onReset }: SettingActions) =>
  helper.display({
    id: 'actions',
    header: () => <VisuallyHidden>Actions</VisuallyHidden>,
    meta: { align: 'right', width: '90px' },
    cell: ({ row: { original } }) => {
      const look = { variant: 'subtle', color: 'gray' } as const;
      return (
        <Group gap={2} justify="flex-end" wrap="nowrap">
          {original.stored_in_db && (
            <Tooltip label="Take back">
              <ActionIcon
                {...look}
                aria-label={`Take ${original.field_name} back`}
                onClick={() => onReset(original)}
              >
                <IconArrowBackUp size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          {original.changeable && (
            <ActionIcon {...look} aria-label={`Edit ${original.field_name}`} onClick={() => onEdit(original)}>
              <IconPencil size={16} />
            </ActionIcon>
          )}
        </Group>
      );
    },
  });
