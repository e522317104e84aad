import { type AuditEntryView } from '@tollgate/core';
import { Drawer, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, exactTime, Fact, FactGroup, Identifier } from '@tollgate/ui';
import { auditEntryQuery } from './api/get-audit-entry.js';
import { auditChanges, nameOfObject } from './audit-changes.js';
import classes from './settings.module.css';

export interface AuditDrawerProps {
  /** undefined: closed. */
  id: string | undefined;
  onClose: () => void;
}

/** One act: who, when, from where, and each member before and after. */
export function AuditDrawer({ id, onClose }: AuditDrawerProps) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={640}
      title={
        <Text component="span" fw={600}>
          Audit entry
        </Text>
      }
    >
      {id !== undefined && <Entry id={id} />}
    </Drawer>
  );
}

function Entry({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(auditEntryQuery(id));
  if (error)
    return <ErrorState title="The entry could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} />;
  const name = nameOfObject(data);
  return (
    <Stack gap="lg">
      <FactGroup title={`${data.object_type.replaceAll('_', ' ')} ${data.action}`}>
        <Fact name="When">{exactTime(data.updated_at)}</Fact>
        <Fact name="By">{data.changed_by || '–'}</Fact>
        <Fact name="As">{`${data.role}, by ${data.via}`}</Fact>
        {data.ip !== null && <Fact name="From">{data.ip}</Fact>}
        {name !== null && <Fact name="Name">{name}</Fact>}
        <Fact name="Id">
          <Identifier value={data.object_id} what="object id" />
        </Fact>
        <Fact name="Request">
          <Identifier value={data.request_id} what="request id" />
        </Fact>
      </FactGroup>
      <Changes entry={data} />
    </Stack>
  );
}

function Changes({ entry }: { entry: AuditEntryView }) {
  const changes = auditChanges(entry);
  if (changes.length === 0)
    return (
      <Text fz="sm" c="dimmed">
        No member differs.
      </Text>
    );
  return (
    <Table fz="sm" aria-label="What changed" layout="fixed" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th>Before</Table.Th>
          <Table.Th>After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ name, before, after }) => (
          <Table.Tr key={name}>
            <Table.Td className={classes.value}>{name}</Table.Td>
            <Table.Td className={classes.value} c={before === null ? 'dimmed' : 'var(--tg-negative)'}>
              {before ?? '–'}
            </Table.Td>
            <Table.Td className={classes.value} c={after === null ? 'dimmed' : 'var(--tg-positive)'}>
              {after ?? '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
