import { type DailyActivity } from '@tollgate/core';
import { Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { columnsFor, count, DataTable, ErrorState, share, StatusBadge } from '@tollgate/ui';
import { useMemo } from 'react';
import { RowLink } from '../../shared/links.js';
import { modelsQuery } from '../models/api/list-models.js';
import { modelStatesQuery } from '../models/api/list-model-states.js';
import { providerRows, type ProviderRow } from './provider-rows.js';

const helper = columnsFor<ProviderRow>();

const columns = helper.columns([
  helper.accessor('provider', {
    header: 'Provider',
    cell: ({ getValue }) => (
      <RowLink to="/models" search={{ q: getValue() }}>
        {getValue()}
      </RowLink>
    ),
  }),
  helper.display({
    id: 'state',
    header: 'Now',
    cell: ({ row }) => <Serving row={row.original} />,
  }),
  helper.accessor((row) => row.metrics.api_requests, {
    id: 'requests',
    header: 'Requests',
    meta: { align: 'right' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor((row) => row.metrics.failed_requests, {
    id: 'errors',
    header: 'Error rate',
    meta: { align: 'right' },
    cell: ({ row, getValue }) => share(getValue(), row.original.metrics.api_requests),
  }),
]);

function Serving({ row: { serving, deployments } }: { row: ProviderRow }) {
  if (serving === deployments) return <StatusBadge tone="positive">Serving</StatusBadge>;
  if (serving === 0) return <StatusBadge tone="negative">Out of service</StatusBadge>;
  return <StatusBadge tone="warning">{`${serving} of ${deployments} serving`}</StatusBadge>;
}

/** How each provider does: its deployments now, its calls in the period. */
export function ProviderHealth({ activity }: { activity: DailyActivity[] | undefined }) {
  const models = useQuery(modelsQuery);
  const states = useQuery(modelStatesQuery);
  const rows = useMemo(
    () => models.data && states.data && activity && providerRows(models.data, states.data, activity),
    [models.data, states.data, activity],
  );
  const error = models.error ?? states.error;
  return (
    <Paper p="md" miw={0}>
      <Title order={2} fz="md" mb="sm">
        Providers
      </Title>
      {error && !rows ? (
        <ErrorState
          title="The providers could not be loaded"
          error={error}
          onRetry={() => void states.refetch()}
        />
      ) : (
        <DataTable
          label="Providers"
          columns={columns}
          rows={rows}
          rowId={({ provider }) => provider}
          skeletonRows={3}
          empty={
            <Text c="dimmed" fz="sm" p="md">
              No model is set up yet.
            </Text>
          }
        />
      )}
    </Paper>
  );
}
