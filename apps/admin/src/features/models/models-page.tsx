import { type ModelInfo } from '@tollgate/core';
import { Group, Text, TextInput } from '@mantine/core';
import { IconBox, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CodeBlock, count, DataTable, EmptyState, ErrorState, InlineCode, PageHeader } from '@tollgate/ui';
import { useMemo } from 'react';
import { useSearchText } from '../../shared/use-search-text.js';
import { modelsQuery } from './api/list-models.js';
import { modelColumns } from './model-columns.js';

const route = getRouteApi('/_app/models');

const EXAMPLE = `model_list:
  - model_name: fast
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: os.environ/OPENAI_API_KEY`;

/** Deployments and their prices, to read; they are changed in the configuration file. */
export function ModelsPage() {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useSearchText(q, (next) => void navigate({ search: { q: next }, replace: true }));
  const { data, error, refetch } = useQuery(modelsQuery);
  const rows = useMemo(() => data && matching(data, q), [data, q]);
  return (
    <>
      <PageHeader
        title="Models"
        description="What clients may ask for, and what is behind each name. Several lines with one name share its load."
      />
      <Group mb="sm">
        <TextInput
          aria-label="Search models"
          placeholder="Search model or provider"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={{ base: '100%', sm: 260 }}
        />
        <Text fz="sm" c="dimmed" ml="auto" className="tg-figures" visibleFrom="sm">
          {rows && `${count(rows.length)} ${rows.length === 1 ? 'deployment' : 'deployments'}`}
        </Text>
      </Group>
      {error && !data ? (
        <ErrorState title="The models could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Models"
          columns={modelColumns}
          rows={rows}
          rowId={(model) => model.model_info.id}
          minWidth={720}
          empty={data?.length === 0 ? <NoModels /> : <NoMatch />}
        />
      )}
    </>
  );
}

function matching(models: ModelInfo[], q: string | undefined): ModelInfo[] {
  if (q === undefined) return models;
  const wanted = q.toLowerCase();
  return models.filter((model) =>
    [model.model_name, model.litellm_params.model, model.model_info.litellm_provider ?? ''].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
}

function NoModels() {
  return (
    <EmptyState
      icon={IconBox}
      title="No models yet"
      action={<CodeBlock code={EXAMPLE} label="configuration" />}
    >
      Add deployments to <InlineCode>model_list</InlineCode> of the configuration file and restart, or start
      with a provider’s API key in the environment.
    </EmptyState>
  );
}

function NoMatch() {
  return (
    <EmptyState icon={IconSearch} title="No model matches">
      Search looks at the public name, the name sent upstream and the provider.
    </EmptyState>
  );
}
