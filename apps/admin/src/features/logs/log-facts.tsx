import { type SpendLogRow } from '@tollgate/core';
import { Box, Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { count, ErrorState, Fact, FactGroup, MoneyText, shortId } from '@tollgate/ui';
import { useCallback } from 'react';
import { TextLink } from '../../shared/links.js';
import { modelsQuery } from '../models/api/list-models.js';
import { routingQuery } from './api/get-routing.js';
import { type LogDetails } from './log-details.js';
import { priceSourceWords } from './price-source.js';
import { RouteTimeline } from './route-timeline.js';

interface Part {
  row: SpendLogRow;
  details: LogDetails;
}

/** What was asked for, every attempt at it, and who answered. */
export function RouteFacts({ row, details }: Part) {
  const { data, error, refetch } = useQuery(routingQuery(row.id));
  const nameOf = useDeploymentNames();
  return (
    <Box>
      <FactGroup title="Route">
        <Fact name="Asked for">{details.requestedModel ?? row.model_group ?? row.model}</Fact>
        {row.model !== '' && row.model !== details.requestedModel && (
          <Fact name="Model sent">{row.model}</Fact>
        )}
        {row.custom_llm_provider && <Fact name="Provider">{row.custom_llm_provider}</Fact>}
        {details.stream !== null && <Fact name="Streamed">{details.stream ? 'yes' : 'no'}</Fact>}
      </FactGroup>
      {data === undefined && !error && <Skeleton h={44} mt="xs" />}
      {error && (
        <ErrorState title="The attempts could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {data && data.attempts.length > 0 && (
        <Box mt="xs">
          <Title order={3} fz="sm" mb={2}>
            Why this route
          </Title>
          <RouteTimeline decision={data} totalMs={row.request_duration_ms} nameOf={nameOf} />
        </Box>
      )}
    </Box>
  );
}

/** The model a deployment sends, with a part of its id where several send the same; the id for who may not list it. */
function useDeploymentNames(): (id: string) => string {
  const { data } = useQuery(modelsQuery);
  return useCallback(
    (id: string) => {
      const model = data?.find(({ model_info: info }) => info.id === id)?.litellm_params.model;
      if (model === undefined) return shortId(id);
      const twins = data?.filter(({ litellm_params: params }) => params.model === model).length ?? 0;
      return twins > 1 ? `${model} (${id.slice(0, 6)})` : model;
    },
    [data],
  );
}

/** What was counted, and how it was charged. */
export function CostFacts({ row, details }: Part) {
  return (
    <FactGroup title="Tokens and cost">
      <Fact name="Tokens in">{count(row.prompt_tokens)}</Fact>
      {details.cachedTokens > 0 && <Fact name="of these read from cache">{count(details.cachedTokens)}</Fact>}
      {details.cacheWriteTokens > 0 && (
        <Fact name="of these written to cache">{count(details.cacheWriteTokens)}</Fact>
      )}
      <Fact name="Tokens out">{count(row.completion_tokens)}</Fact>
      {details.reasoningTokens > 0 && <Fact name="of these reasoning">{count(details.reasoningTokens)}</Fact>}
      {details.usageEstimated && <Fact name="Counted by">the gateway (the provider gave no usage)</Fact>}
      <Fact name="Cost (USD)">
        <MoneyText usd={row.spend} />
      </Fact>
      {details.priceSource !== null && <Fact name="Price from">{priceSourceWords(details.priceSource)}</Fact>}
    </FactGroup>
  );
}

/** Whose call it was. */
export function CallerFacts({ row, details }: Part) {
  return (
    <FactGroup title="Caller">
      <Fact name="Key">
        <TextLink to="/keys/$keyHash" params={{ keyHash: row.api_key }}>
          {details.keyAlias ?? shortId(row.api_key)}
        </TextLink>
      </Fact>
      {row.user !== '' && (
        <Fact name="User">
          <TextLink to="/users/$userId" params={{ userId: row.user }}>
            {shortId(row.user)}
          </TextLink>
        </Fact>
      )}
      {row.team_id && (
        <Fact name="Team">
          <TextLink to="/teams/$teamId" params={{ teamId: row.team_id }}>
            {shortId(row.team_id)}
          </TextLink>
        </Fact>
      )}
      {row.end_user !== '' && (
        <Fact name="Customer">
          <TextLink to="/customers" search={{ q: row.end_user }}>
            {row.end_user}
          </TextLink>
        </Fact>
      )}
      {row.request_tags.length > 0 && <Fact name="Tags">{row.request_tags.join(', ')}</Fact>}
      {row.session_id && <Fact name="Session">{row.session_id}</Fact>}
      {row.requester_ip_address && <Fact name="Address">{row.requester_ip_address}</Fact>}
    </FactGroup>
  );
}
