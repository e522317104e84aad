import { type Deployment, type RoutingTable } from '../routing-table.js';
import { DEFAULT_STRATEGY_ARGS } from '../strategies/strategy.js';

const PROVIDER = {
  id: 'openai',
  label: 'OpenAI',
  keyEnv: [],
  chat: { cannot: 'Not in these specs.' },
} as const;

export function deployment(group: string, over: Partial<Deployment> & { model?: string } = {}): Deployment {
  const { model, ...rest } = over;
  return {
    id: rest.id ?? group,
    group,
    provider: PROVIDER,
    target: {
      model: model ?? 'upstream-model',
      baseUrl: null,
      apiKey: null,
      apiVersion: null,
      organization: null,
      headers: {},
      params: {},
      dropParams: false,
    },
    mockResponse: null,
    weight: null,
    rpm: null,
    tpm: null,
    order: null,
    maxParallelRequests: null,
    timeoutMs: null,
    streamTimeoutMs: null,
    numRetries: null,
    prices: null,
    accessGroups: [],
    tags: [],
    info: {},
    ...rest,
  };
}

export function table(deployments: readonly Deployment[], over: Partial<RoutingTable> = {}): RoutingTable {
  const groups = new Map<string, Deployment[]>();
  for (const one of deployments) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return {
    groups,
    wildcards: [],
    aliases: new Map(),
    fallbacks: new Map(),
    contextWindowFallbacks: null,
    contentPolicyFallbacks: null,
    defaultFallbacks: [],
    maxFallbacks: 5,
    numRetries: 2,
    retryPolicy: null,
    groupRetryPolicies: new Map(),
    timeoutMs: 60_000,
    streamTimeoutMs: null,
    retryAfterMs: 0,
    cooldownMs: 5_000,
    allowedFails: null,
    allowedFailsPolicy: null,
    strategy: 'simple-shuffle',
    strategyArgs: DEFAULT_STRATEGY_ARGS,
    tagFiltering: null,
    ...over,
  };
}
