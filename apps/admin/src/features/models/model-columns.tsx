import { type ModelInfo } from '@tollgate/core';
import { Text } from '@mantine/core';
import { columnsFor, compactCount, perMillionTokens, StatusBadge } from '@tollgate/ui';
import { type ReactNode } from 'react';

const helper = columnsFor<ModelInfo>();

const price = (usdPerToken: number | null): ReactNode =>
  usdPerToken === null ? (
    <Text component="span" fz="sm" c="var(--tg-warning)">
      unpriced
    </Text>
  ) : (
    perMillionTokens(usdPerToken)
  );

const orDash = (value: string | null | undefined): string => value ?? '–';

/** Columns of the deployment list. Prices are USD per million tokens. */
export const modelColumns = helper.columns([
  helper.accessor('model_name', {
    header: 'Model',
    cell: ({ getValue }) => (
      <Text component="span" fz="sm" fw={500}>
        {getValue()}
      </Text>
    ),
  }),
  helper.accessor((model) => model.litellm_params.model, { id: 'sent', header: 'Sent upstream as' }),
  helper.accessor((model) => model.model_info.litellm_provider, {
    id: 'provider',
    header: 'Provider',
    cell: ({ getValue }) => orDash(getValue()),
  }),
  helper.accessor((model) => model.model_info.mode, {
    id: 'mode',
    header: 'Mode',
    meta: { from: 'lg' },
    cell: ({ getValue }) => orDash(getValue()),
  }),
  helper.accessor((model) => model.model_info.input_cost_per_token, {
    id: 'in',
    header: 'In (USD / 1M tokens)',
    meta: { align: 'right' },
    cell: ({ getValue }) => price(getValue() ?? null),
  }),
  helper.accessor((model) => model.model_info.output_cost_per_token, {
    id: 'out',
    header: 'Out (USD / 1M tokens)',
    meta: { align: 'right' },
    cell: ({ getValue }) => price(getValue() ?? null),
  }),
  helper.accessor((model) => model.model_info.price_source, {
    id: 'source',
    header: 'Price from',
    meta: { from: 'md' },
    cell: ({ getValue }) => orDash(getValue()),
  }),
  helper.accessor((model) => model.model_info.max_input_tokens, {
    id: 'context',
    header: 'Context (tokens)',
    meta: { align: 'right', from: 'md' },
    cell: ({ getValue }) => {
      const tokens = getValue();
      return typeof tokens === 'number' ? compactCount(tokens) : '–';
    },
  }),
  helper.accessor((model) => model.model_info.db_model, {
    id: 'kept',
    header: 'Defined in',
    meta: { from: 'lg' },
    cell: ({ getValue }) => (
      <StatusBadge tone="quiet">{getValue() === true ? 'database' : 'configuration'}</StatusBadge>
    ),
  }),
]);
