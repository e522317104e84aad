import { type ModelInfo } from '@tollgate/core';
import { Button } from '@mantine/core';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CodeBlock, EmptyState, ErrorState, InlineCode, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo, useState } from 'react';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { useAccess } from '../session/api/access.js';
import { modelsQuery } from './api/list-models.js';
import { modelStatesQuery } from './api/list-model-states.js';
import { CreateModelModal, EditModelModal } from './model-modals.js';
import { ModelDrawer } from './model-drawer.js';
import { publicName } from './model-fields.js';
import { ModelsTable } from './models-table.js';
import { RouteDrawer } from './route-drawer.js';
import { useModelActions } from './use-model-actions.js';

const route = getRouteApi('/_app/models');

const NO_MODELS: readonly ModelInfo[] = [];

const EXAMPLE = `model_list:
  - model_name: fast
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: os.environ/OPENAI_API_KEY`;

/** What clients may ask for, and what is behind each name: read, and by admins changed. */
export function ModelsPage() {
  const { q, open, create, route: explained } = route.useSearch();
  const navigate = route.useNavigate();
  const { seesAll, isAdmin } = useAccess();
  const { data, error, refetch } = useQuery(modelsQuery);
  const states = useQuery({ ...modelStatesQuery, enabled: seesAll });
  const [editing, setEditing] = useState<ModelInfo | null>(null);
  const change = useCallback(
    (next: Partial<ReturnType<typeof route.useSearch>>) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace: true }),
    [navigate],
  );
  const close = useCallback(() => change({ open: undefined }), [change]);
  const openModel = useCallback((model: ModelInfo) => change({ open: model.model_info.id }), [change]);
  const actions = useModelActions(close);
  const rows = useMemo(() => data && matching(data, q), [data, q]);
  const addButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ create: 'open' })}>
      Add model
    </Button>
  );
  const shared = { all: data ?? NO_MODELS, actions, onEdit: setEditing };
  return (
    <>
      <PageHeader
        title="Models"
        description="What clients may ask for, and what is behind each name. Deployments of one name share its calls."
        actions={addButton}
      />
      <ListToolbar
        noun={{ one: 'deployment', many: 'deployments' }}
        placeholder="Search model or provider"
        q={q}
        onSearch={(next) => change({ q: next })}
        total={rows?.length}
      />
      {error && !data ? (
        <ErrorState title="The models could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <ModelsTable
          {...shared}
          rows={rows}
          states={states.data}
          openId={open}
          onOpen={openModel}
          onExplain={(name) => change({ route: name })}
          empty={
            q === undefined ? (
              <NoModels action={addButton || null} />
            ) : (
              <NothingFound title="No model matches" onClear={() => change({ q: undefined })}>
                Search looks at the public name, the name sent upstream and the provider.
              </NothingFound>
            )
          }
        />
      )}
      <ModelDrawer
        {...shared}
        model={open === undefined ? null : data?.find(({ model_info }) => model_info.id === open)}
        opened={open !== undefined}
        state={states.data?.get(open ?? '')}
        onClose={close}
      />
      <RouteDrawer model={explained} onClose={() => change({ route: undefined })} />
      <CreateModelModal opened={create === 'open'} onClose={() => change({ create: undefined })} />
      <EditModelModal model={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function matching(models: ModelInfo[], q: string | undefined): ModelInfo[] {
  if (q === undefined) return models;
  const wanted = q.toLowerCase();
  return models.filter((model) =>
    [publicName(model), model.litellm_params.model, model.model_info.litellm_provider ?? ''].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
}

function NoModels({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState
      icon={IconBox}
      title="No models yet"
      action={action ?? <CodeBlock code={EXAMPLE} label="configuration" />}
    >
      {action
        ? 'Add the first one here: choose its provider, paste a key, and test the connection before anybody uses it.'
        : 'An admin adds models on this page. They can also stand in '}
      {!action && (
        <>
          <InlineCode>model_list</InlineCode> of the configuration file.
        </>
      )}
    </EmptyState>
  );
}
