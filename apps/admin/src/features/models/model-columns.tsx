import { type ModelInfo, type ModelState } from '@tollgate/core';
import { ActionIcon, Anchor, Menu, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import {
  IconDots,
  IconFileText,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { columnsFor, compactCount, count, perMillionTokens } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { isPaused, ModelStateBadge } from './model-state.js';

/** A deployment with what is known of it now. */
export interface ModelRow {
  model: ModelInfo;
  state: ModelState | undefined;
}

export interface ModelRowActions {
  onOpen: (model: ModelInfo) => void;
  /** Absent: it is only read. */
  change?: {
    onEdit: (model: ModelInfo) => void;
    onPause: (model: ModelInfo) => void;
    onResume: (model: ModelInfo) => void;
    onDelete: (model: ModelInfo) => void;
  };
  /** Does the caller see how deployments do? */
  live: boolean;
}

const helper = columnsFor<ModelRow>();

/** Of a model that no call reaches nothing is looked up. */
function price({ model_info: info }: ModelInfo, usdPerToken: number | null): ReactNode {
  if (usdPerToken !== null) return perMillionTokens(usdPerToken);
  if (info.idle_reason !== undefined) return '–';
  return (
    <Text component="span" fz="sm" c="var(--tg-warning)">
      unpriced
    </Text>
  );
}

/** Columns of the deployments. Prices are USD per million tokens. */
export const modelColumns = ({ onOpen, change, live }: ModelRowActions) =>
  helper.columns([
    helper.accessor(({ model }) => model.litellm_params.model, {
      id: 'sent',
      header: 'Deployment',
      cell: ({ row, getValue }) => (
        <Anchor
          component="button"
          fz="sm"
          c="var(--mantine-color-text)"
          underline="hover"
          truncate
          maw={{ base: 170, sm: 240, xl: 360 }}
          onClick={() => onOpen(row.original.model)}
        >
          {getValue()}
        </Anchor>
      ),
    }),
    ...(live ? liveColumns : []),
    helper.accessor(({ model }) => shareText(model), {
      id: 'share',
      header: 'Order, weight',
      meta: { from: 'lg' },
    }),
    helper.accessor(({ model }) => model.model_info.input_cost_per_token, {
      id: 'in',
      header: 'In (USD/1M)',
      meta: { align: 'right', from: 'sm' },
      cell: ({ row, getValue }) => price(row.original.model, getValue()),
    }),
    helper.accessor(({ model }) => model.model_info.output_cost_per_token, {
      id: 'out',
      header: 'Out (USD/1M)',
      meta: { align: 'right', from: 'sm' },
      cell: ({ row, getValue }) => price(row.original.model, getValue()),
    }),
    helper.accessor(({ model }) => priceSource(model), {
      id: 'source',
      header: 'Price from',
      meta: { from: 'xl' },
    }),
    helper.accessor(({ model }) => model.model_info.max_input_tokens, {
      id: 'context',
      header: 'Context (tokens)',
      meta: { align: 'right', from: 'lg' },
      cell: ({ getValue }) => {
        const tokens = getValue();
        return typeof tokens === 'number' ? compactCount(tokens) : '–';
      },
    }),
    ...(change ? [actionsColumn(change)] : []),
  ]);

const liveColumns = [
  helper.display({
    id: 'state',
    header: 'State',
    cell: ({ row }) => <ModelStateBadge model={row.original.model} state={row.original.state} />,
  }),
  helper.accessor(({ state }) => state?.requests_this_minute, {
    id: 'requests',
    header: 'Requests/min',
    meta: { align: 'right', from: 'lg' },
    cell: ({ getValue }) => {
      const requests = getValue();
      return requests === undefined ? '–' : count(requests);
    },
  }),
];

const actionsColumn = (change: NonNullable<ModelRowActions['change']>) =>
  helper.display({
    id: 'actions',
    header: () => <VisuallyHidden>Actions</VisuallyHidden>,
    meta: { align: 'right', width: '48px' },
    cell: ({ row: { original } }) =>
      original.model.model_info.db_model ? <RowMenu model={original.model} change={change} /> : <Fixed />,
  });

/** What the configuration file has is changed there. */
function Fixed() {
  const text = 'In the configuration file';
  return (
    <Tooltip label={`${text}: it is changed there`}>
      <IconFileText size={15} color="var(--tg-quiet)" role="img" aria-label={text} />
    </Tooltip>
  );
}

function RowMenu({ model, change }: { model: ModelInfo; change: NonNullable<ModelRowActions['change']> }) {
  return (
    <Menu position="bottom-end" shadow="md" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${model.litellm_params.model}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => change.onEdit(model)}>
          Edit
        </Menu.Item>
        {isPaused(model) ? (
          <Menu.Item leftSection={<IconPlayerPlay size={15} />} onClick={() => change.onResume(model)}>
            Resume
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPause size={15} />} onClick={() => change.onPause(model)}>
            Pause
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          c="var(--tg-negative)"
          leftSection={<IconTrash size={15} />}
          onClick={() => change.onDelete(model)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** `1, weight 3`; a dash where neither is set. */
function shareText({ litellm_params: { order, weight } }: ModelInfo): string {
  const parts = [
    typeof order === 'number' ? `order ${order}` : null,
    typeof weight === 'number' ? `weight ${weight}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '–' : parts.join(', ');
}

/** Where the prices come from, in words. */
export function priceSource({ model_info: { price_source: source } }: ModelInfo): string {
  switch (source) {
    case null:
      return '–';
    case 'config':
      return 'set for this model';
    default:
      return source;
  }
}
