import { readStoredConfig } from '@tollgate/config';
import { resolveModel } from '@tollgate/llm';
import { buildRoutingTable } from '@tollgate/models/table';
import { type Deployment } from '@tollgate/routing';
import { errorOfFailure } from '../errors/error-of-failure.js';
import { type Params } from './call-params.js';
import { type Served, settingsOf } from './serving.js';

/** Parameters that say where a call goes rather than what it asks. Other prices than those of tokens are an operator's. */
const TARGET =
  /^(?:api_key|api_base|base_url|api_version|organization|custom_llm_provider|extra_headers|headers|mock_response|tenant_id|client_id|client_secret|region_name|(?:aws|vertex|azure|watsonx)_\w+|(?:input|output)_cost_per_token|cache_\w+_input_token_cost)$/;

/** Tries as the openai package does them; one call's failures are no reason to leave the next one unsent. */
const ROUTER_SETTINGS = { num_retries: 2, timeout: 600, disable_cooldowns: true };

const MOST_REMEMBERED = 500;
/** By all that they depend on, so that connections, addresses and tokens of a model are found once. */
const remembered = new Map<string, Served['settings']>();

/** Serves a call by the model that it names, and by its fallbacks when that fails. */
export function serveOneModel(params: Params): Served {
  const { model } = params;
  if (typeof model !== 'string' || model === '')
    throw badRequest("Missing required parameter: 'model'.", null);
  const target: Record<string, unknown> = {};
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (TARGET.test(name)) target[name] = value;
    else body[name] = value;
  }
  const others = namesIn([
    body['fallbacks'],
    body['context_window_fallbacks'],
    body['content_policy_fallbacks'],
  ]);
  const entries = [
    { model_name: model, litellm_params: { model, ...target } },
    ...[...new Set(others)]
      .filter((name) => name !== model)
      .map((name) => ({ model_name: name, litellm_params: { model: name } })),
  ];
  return { settings: settingsFor(entries), body };
}

interface Entry {
  readonly model_name: string;
  readonly litellm_params: { readonly model: string; readonly [name: string]: unknown };
}

function settingsFor(entries: readonly Entry[]): Served['settings'] {
  const key = JSON.stringify([entries, entries.map(variablesOf)]);
  const known = remembered.get(key);
  if (known) return known;
  const [first] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && first !== undefined) remembered.delete(first);
  const settings = built(entries);
  remembered.set(key, settings);
  return settings;
}

/** Values of the variables that a model's provider reads. */
function variablesOf({ litellm_params: params }: Entry): unknown[] {
  const prefix = params['custom_llm_provider'];
  const resolved = resolveModel(params.model, typeof prefix === 'string' ? prefix : null);
  if (resolved === null) return [];
  const { keyEnv, baseUrlEnv = [], paramEnv = {} } = resolved.provider;
  return [...keyEnv, ...baseUrlEnv, ...Object.values(paramEnv).flat()].map((name) => process.env[name]);
}

function built(entries: readonly Entry[]): Served['settings'] {
  const read = readStoredConfig({ model_list: entries, router_settings: ROUTER_SETTINGS }, process.env);
  if (!read.ok) {
    const [fault] = read.faults;
    const param = fault?.path.replace(/^model_list\[\d+\]\.litellm_params\./, '') ?? null;
    throw badRequest(`${param ?? 'The call'}: ${fault?.message ?? 'cannot be read'}.`, param);
  }
  const { table } = buildRoutingTable(read.config, process.env);
  for (const { model_name: name } of entries) {
    const [deployment] = table.groups.get(name) ?? [];
    if (deployment === undefined)
      throw badRequest(
        `The provider of ${JSON.stringify(name)} is not known: write provider/model, for an OpenAI-compatible server openai/${name} with its api_base.`,
        name,
      );
    checkKey(deployment, name);
  }
  return settingsOf(table);
}

function checkKey({ provider, target, mockResponse }: Deployment, model: string): void {
  const needed = mockResponse === null && provider.keyEnv.length > 0 && provider.keyOptional !== true;
  if (!needed || target.apiKey !== null || target.baseUrl !== null) return;
  throw errorOfFailure(
    {
      class: 'AuthenticationError',
      message: `${provider.label} needs an API key: pass api_key, or set ${provider.keyEnv.join(' or ')}.`,
      param: 'api_key',
    },
    { provider: provider.id, model, callId: null },
  );
}

/** Every text in lists and maps of model names, however deep; of a map its values. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(namesIn);
}

function badRequest(message: string, model: string | null): Error {
  return errorOfFailure(
    { class: 'BadRequestError', message, param: 'model' },
    { provider: null, model, callId: null },
  );
}
