import { AUDIT_ACTIONS, AUDIT_TABLES, type AuditEntryView } from '@tollgate/core';
import { Anchor, Select, Text, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  columnsFor,
  DataTable,
  EmptyState,
  ErrorState,
  shortId,
  StatusBadge,
  TimeText,
  type StatusTone,
} from '@tollgate/ui';
import { useMemo } from 'react';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { Pager } from '../../shared/paging/pager.js';
import { useSearchText } from '../../shared/use-search-text.js';
import { auditQuery } from './api/list-audit.js';
import { nameOfObject } from './audit-changes.js';
import { AuditDrawer } from './audit-drawer.js';

const route = getRouteApi('/_app/settings');
const PAGE_SIZE = 50;

const helper = columnsFor<AuditEntryView>();

const TONES: Readonly<Record<string, StatusTone>> = {
  created: 'positive',
  unblocked: 'positive',
  deleted: 'negative',
  blocked: 'negative',
};

/** `virtual_key` → "virtual key". */
export const kindWords = (kind: string): string => kind.replaceAll('_', ' ');

const auditColumns = (onOpen: (entry: AuditEntryView) => void) =>
  helper.columns([
    helper.accessor('updated_at', {
      header: 'When',
      meta: { width: '120px' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.accessor('action', {
      header: 'Act',
      meta: { width: '120px' },
      cell: ({ getValue }) => <StatusBadge tone={TONES[getValue()] ?? 'quiet'}>{getValue()}</StatusBadge>,
    }),
    helper.accessor((entry) => nameOfObject(entry) ?? shortId(entry.object_id), {
      id: 'object',
      header: 'What',
      cell: ({ row, getValue }) => (
        <>
          <Text component="span" fz="sm" c="dimmed">
            {kindWords(row.original.object_type)}{' '}
          </Text>
          <Anchor
            component="button"
            fz="sm"
            c="var(--mantine-color-text)"
            underline="hover"
            truncate
            maw={{ base: 120, sm: 260 }}
            onClick={() => onOpen(row.original)}
          >
            {getValue()}
          </Anchor>
        </>
      ),
    }),
    helper.accessor((entry) => entry.changed_by || entry.via, {
      id: 'by',
      header: 'By',
      meta: { from: 'sm' },
    }),
    helper.accessor('ip', {
      header: 'From',
      meta: { from: 'lg' },
      cell: ({ getValue }) => getValue() ?? '–',
    }),
  ]);

/** Who changed what, from what to what. */
export function AuditTab() {
  const { action, kind, by, object, page = 1, open } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<ReturnType<typeof route.useSearch>>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...next }), replace: true });
  const [person, setPerson] = useSearchText(by, (next) => change({ by: next }));
  const { data, error, refetch, isPlaceholderData } = useQuery(
    auditQuery({
      page,
      page_size: PAGE_SIZE,
      ...(action && { action }),
      ...(kind !== undefined && { object_type: kind }),
      ...(by !== undefined && { changed_by: by }),
      ...(object !== undefined && { object_id: object }),
    }),
  );
  const columns = useMemo(
    () => auditColumns(({ id }) => void navigate({ search: (old) => ({ ...old, open: id }), replace: true })),
    [navigate],
  );
  const filtered = [action, kind, by, object].some((value) => value !== undefined);
  return (
    <>
      <ListToolbar
        noun={{ one: 'entry', many: 'entries' }}
        placeholder="Id of the object, whole"
        q={object}
        onSearch={(next) => change({ object: next })}
        total={data?.total}
      >
        <TextInput
          aria-label="Who"
          placeholder="Who, whole"
          w={{ base: '100%', sm: 160 }}
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <Select
          aria-label="Act"
          placeholder="Every act"
          clearable
          w={140}
          data={[...AUDIT_ACTIONS]}
          value={action ?? null}
          onChange={(next) => change({ action: AUDIT_ACTIONS.find((one) => one === next) })}
        />
        <Select
          aria-label="Kind of object"
          placeholder="Everything"
          clearable
          searchable
          w={170}
          data={Object.keys(AUDIT_TABLES).map((value) => ({ value, label: kindWords(value) }))}
          value={kind ?? null}
          onChange={(next) => change({ kind: next ?? undefined })}
        />
      </ListToolbar>
      {error && !data ? (
        <ErrorState title="The audit log could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Audit log"
          columns={columns}
          rows={data?.audit_logs}
          rowId={({ id }) => id}
          stale={isPlaceholderData}
          onOpen={({ id }) => change({ page, open: id })}
          {...(open !== undefined && { openId: open })}
          minWidth={520}
          empty={
            filtered ? (
              <NothingFound
                title="No entry matches"
                onClear={() =>
                  change({ action: undefined, kind: undefined, by: undefined, object: undefined })
                }
              >
                Ids and names are compared whole.
              </NothingFound>
            ) : (
              <EmptyState icon={IconHistory} title="Nothing has been changed yet">
                Every administrative act leaves an entry here: who, when, from where, and what it changed.
              </EmptyState>
            )
          }
        />
      )}
      <Pager
        page={page}
        pageSize={PAGE_SIZE}
        total={data?.total ?? 0}
        onPage={(next) => change({ page: next })}
      />
      <AuditDrawer id={open} onClose={() => change({ page, open: undefined })} />
    </>
  );
}
