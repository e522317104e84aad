import { type Environment, type LitellmParams, type ModelEntry } from '@tollgate/config';
import { findProvider, type Provider, resolveModel, type ResolvedModel, type Target } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';
import { type PriceBook } from '../prices/price-book.js';
import { type BudgetRules, budgetsOf } from './deployment-budgets.js';
import { fitnessOf } from './deployment-fitness.js';
import { pricesOf } from './deployment-prices.js';
import { failsByKind } from './error-policies.js';
import { providerKey, providerParams, providerUrl } from './provider-credentials.js';
import { milliseconds, positive } from './router-defaults.js';
import { tagPatterns } from './tag-patterns.js';

/** Parameters that have a place of their own in a deployment; all others travel in `Target.params`. */
const PLACED = new Set([
  ...['model', 'custom_llm_provider', 'api_key', 'api_base', 'base_url', 'api_version', 'organization'],
  ...['headers', 'extra_headers', 'drop_params', 'mock_response'],
  ...[
    'weight',
    'rpm',
    'tpm',
    'order',
    'max_parallel_requests',
    'timeout',
    'request_timeout',
    'stream_timeout',
    'stall_timeout',
  ],
  ...['num_retries', 'max_retries', 'cooldown_time', 'tags', 'tag_regex', 'litellm_credential_name'],
  ...['max_budget', 'budget_duration', 'silent_model'],
]);

/** Whose model an entry asks for; null when nothing tells. An entry with a canned answer needs no real provider. */
export function resolveEntry({ litellm_params: params }: ModelEntry): ResolvedModel | null {
  const resolved = resolveModel(params.model, params.custom_llm_provider ?? null);
  if (resolved !== null || params.mock_response === undefined) return resolved;
  const provider = findProvider('custom_openai');
  return provider && { provider, model: params.model };
}

/** One entry, with one organization at most, as the routing table holds it. */
export function buildDeployment(
  entry: ModelEntry,
  id: string,
  { provider, model }: ResolvedModel,
  env: Environment,
  budgets: BudgetRules,
  book: PriceBook,
): Deployment {
  const { litellm_params: params, model_info: info = {} } = entry;
  const target = targetOf(params, provider, model, env);
  return {
    id,
    group: info.team_id === undefined ? entry.model_name : (info.team_public_model_name ?? entry.model_name),
    provider,
    target,
    mockResponse: params.mock_response ?? null,
    weight: params.weight ?? null,
    rpm: params.rpm ?? null,
    tpm: params.tpm ?? null,
    order: params.order ?? info.order ?? null,
    maxParallelRequests: params.max_parallel_requests ?? null,
    timeoutMs: milliseconds(positive(params.timeout ?? params.request_timeout)),
    streamTimeoutMs: milliseconds(positive(params.stream_timeout)),
    stallTimeoutMs: milliseconds(positive(params.stall_timeout)),
    numRetries: params.num_retries ?? null,
    cooldownMs: milliseconds(params.cooldown_time ?? info.cooldown_time ?? null),
    allowedFails: info.allowed_fails ?? null,
    allowedFailsPolicy: info.allowed_fails_policy ? failsByKind(info.allowed_fails_policy) : null,
    ...pricesOf(entry, provider, model, book),
    accessGroups: info.access_groups ?? [],
    tags: params.tags ?? [],
    ...(params.tag_regex ? { tagPatterns: tagPatterns(params.tag_regex).patterns } : {}),
    ...fitnessOf(entry, provider, model),
    ...(params.silent_model ? { silentModel: params.silent_model } : {}),
    ...budgetsOf(params, id, provider.id, budgets),
    ...(info.team_id === undefined ? {} : { teamId: info.team_id }),
    info: { ...info, id },
  };
}

function targetOf(params: LitellmParams, provider: Provider, model: string, env: Environment): Target {
  return {
    model,
    baseUrl: providerUrl(provider, params, env),
    apiKey: providerKey(provider, params, env),
    apiVersion: params.api_version ?? null,
    organization: params.organization?.[0] ?? null,
    headers: { ...params.headers, ...params.extra_headers },
    params: {
      ...providerParams(provider, params, env),
      ...Object.fromEntries(Object.entries(params).filter(([name]) => !PLACED.has(name))),
    },
    dropParams: params.drop_params ?? false,
  };
}
