import { type ModelInfo, type ModelState } from '@tollgate/core';
import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { CodeBlock, count, Fact, FactGroup, Identifier, milliseconds, perMillionTokens } from '@tollgate/ui';
import { LinkButton } from '../../shared/links.js';
import { useAccess } from '../session/api/access.js';
import { priceSource } from './model-columns.js';
import { LIMIT_NAMES, PRICE_NAMES, publicName, type LimitName, type PriceName } from './model-fields.js';
import { isPaused, ModelStateBadge } from './model-state.js';
import { subjectOf } from './models-table.js';
import { TestConnection } from './test-connection-button.js';
import { type ModelActions } from './use-model-actions.js';

export interface ModelDrawerProps {
  opened: boolean;
  /** undefined while loading or when there is none of the id; null when nothing is open. */
  model: ModelInfo | null | undefined;
  all: readonly ModelInfo[];
  state: ModelState | undefined;
  actions: ModelActions;
  onEdit: (model: ModelInfo) => void;
  onClose: () => void;
}

/** Everything that is known of one deployment, beside the list. */
export function ModelDrawer({ opened, model, onClose, ...rest }: ModelDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title={
        <Text component="span" fw={600}>
          {model?.litellm_params.model ?? 'Deployment'}
        </Text>
      }
    >
      {model ? (
        <ModelFacts model={model} {...rest} />
      ) : rest.all.length === 0 ? (
        <Skeleton h={320} />
      ) : (
        <Text c="dimmed" fz="sm">
          There is no deployment with this id, or you may not see it.
        </Text>
      )}
    </Drawer>
  );
}

interface FactsProps extends Omit<ModelDrawerProps, 'opened' | 'onClose'> {
  model: ModelInfo;
}

function ModelFacts({ model, state, ...rest }: FactsProps) {
  const { isAdmin, seesAll } = useAccess();
  const { model_info: info, litellm_params: params } = model;
  return (
    <Stack gap="lg">
      {isAdmin && <Actions model={model} {...rest} />}
      <FactGroup title="Deployment">
        <Fact name="Clients ask for">{publicName(model)}</Fact>
        {seesAll && (
          <Fact name="State">
            <ModelStateBadge model={model} state={state} />
          </Fact>
        )}
        {info.idle_reason !== undefined && !isPaused(model) && <Fact name="Why">{info.idle_reason}</Fact>}
        <Fact name="Provider">{info.litellm_provider ?? '–'}</Fact>
        {typeof params['api_base'] === 'string' && <Fact name="Base URL">{params['api_base']}</Fact>}
        <Fact name="Mode">{info.mode ?? '–'}</Fact>
        <Fact name="Defined in">{info.db_model ? 'dashboard or API' : 'configuration file'}</Fact>
        <Fact name="Id">
          <Identifier value={info.id} what="deployment id" />
        </Fact>
      </FactGroup>
      {state && <LiveFacts state={state} />}
      <PriceFacts model={model} />
      <LimitFacts model={model} />
      <CodeBlock
        code={JSON.stringify({ litellm_params: params, model_info: info }, null, 2)}
        label="all parameters"
      />
      <LinkButton to="/logs" search={{ model: publicName(model), range: '24h' }} variant="default">
        Calls of {publicName(model)}
      </LinkButton>
    </Stack>
  );
}

function Actions({ model, all, actions, onEdit }: Omit<FactsProps, 'state'>) {
  const button = { variant: 'default', size: 'xs' } as const;
  const subject = subjectOf(model, all);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {model.model_info.db_model && (
          <>
            <Button {...button} leftSection={<IconPencil size={14} />} onClick={() => onEdit(model)}>
              Edit
            </Button>
            {isPaused(model) ? (
              <Button
                {...button}
                leftSection={<IconPlayerPlay size={14} />}
                onClick={() => actions.resume(model)}
              >
                Resume
              </Button>
            ) : (
              <Button
                {...button}
                leftSection={<IconPlayerPause size={14} />}
                onClick={() => actions.askPause(subject)}
              >
                Pause
              </Button>
            )}
            <Button
              {...button}
              c="var(--tg-negative)"
              leftSection={<IconTrash size={14} />}
              onClick={() => actions.askDelete(subject)}
            >
              Delete
            </Button>
          </>
        )}
      </Group>
      <TestConnection
        request={() => ({
          litellm_params: { model: model.litellm_params.model },
          model_info: { id: model.model_info.id },
          ...(model.model_info.mode !== null && { mode: model.model_info.mode }),
        })}
      />
      {!model.model_info.db_model && (
        <Text fz="sm" c="dimmed">
          It stands in the configuration file, and is changed there.
        </Text>
      )}
    </Stack>
  );
}

function LiveFacts({ state }: { state: ModelState }) {
  const { recent_successes: successes, recent_failures: failures } = state;
  return (
    <FactGroup title="This minute, in the process that answers">
      <Fact name="Calls on their way">{count(state.in_flight)}</Fact>
      <Fact name="Requests">{count(state.requests_this_minute)}</Fact>
      <Fact name="Tokens">{count(state.tokens_this_minute)}</Fact>
      <Fact name="Answered, failed">{`${count(successes)}, ${count(failures)}`}</Fact>
      {state.first_content_ms !== null && (
        <Fact name="First content of streams after">{milliseconds(state.first_content_ms)}</Fact>
      )}
      {state.ms_per_token !== null && (
        <Fact name="Time for a token">{`${state.ms_per_token.toFixed(1)} ms`}</Fact>
      )}
    </FactGroup>
  );
}

const PRICE_WORDS: Readonly<Record<PriceName, string>> = {
  input_cost_per_token: 'Input',
  output_cost_per_token: 'Output',
  cache_read_input_token_cost: 'Read from cache',
  cache_creation_input_token_cost: 'Written to cache',
};

function PriceFacts({ model }: { model: ModelInfo }) {
  const { model_info: info, litellm_params: params } = model;
  const known = { ...params, ...info };
  return (
    <FactGroup title="Prices (USD / 1M tokens)">
      {PRICE_NAMES.filter((name) => name.endsWith('per_token') || typeof known[name] === 'number').map(
        (name) => {
          const usd = known[name];
          return (
            <Fact key={name} name={PRICE_WORDS[name]}>
              {perMillionTokens(typeof usd === 'number' ? usd : null)}
            </Fact>
          );
        },
      )}
      <Fact name="Price from">{priceSource(model)}</Fact>
    </FactGroup>
  );
}

const LIMIT_WORDS: Readonly<Record<LimitName, string>> = {
  weight: 'Weight',
  order: 'Order',
  rpm: 'Requests a minute',
  tpm: 'Tokens a minute',
  max_parallel_requests: 'Calls at the same time',
  timeout: 'Timeout (s)',
  stream_timeout: 'Until the first content (s)',
  num_retries: 'Retries',
  cooldown_time: 'Cooldown (s)',
};

function LimitFacts({ model: { litellm_params: params } }: { model: ModelInfo }) {
  const set = LIMIT_NAMES.flatMap((name) => {
    const value = params[name];
    return typeof value === 'number' ? [[name, value] as const] : [];
  });
  if (set.length === 0) return null;
  return (
    <FactGroup title="Share, limits and times">
      {set.map(([name, value]) => (
        <Fact key={name} name={LIMIT_WORDS[name]}>
          {count(value)}
        </Fact>
      ))}
    </FactGroup>
  );
}
