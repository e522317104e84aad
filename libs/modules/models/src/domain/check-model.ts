import { type Environment, type ModelEntry, readModelEntry } from '@tollgate/config';
import { type Failure, KEY_LIMITS, ok, refuse, type Result } from '@tollgate/core';
import { resolveEntry } from '../table/build-deployment.js';
import { factsOf, type Members, type ProxyModel, publicNameOf } from './proxy-model.js';

/**
 * What a team's admins may set: nothing that sends the installation's own keys anywhere, reads its environment, or makes
 * the gateway call an address of their choice.
 */
const TEAM_ADMIN_PARAMS = new Set([
  ...['model', 'api_key', 'organization', 'rpm', 'tpm', 'weight', 'order', 'max_parallel_requests'],
  ...['timeout', 'stream_timeout', 'num_retries', 'cooldown_time', 'tags', 'drop_params'],
  ...['input_cost_per_token', 'output_cost_per_token', 'temperature', 'max_tokens', 'seed'],
]);
const FROM_ENVIRONMENT = /^os\.environ\//;

/** The entry that a model stands for, read by the schema of the configuration file. */
export function entryOf(model: ProxyModel, env: Environment): Result<ModelEntry> {
  const { modelName: model_name, litellmParams: litellm_params } = model;
  const read = readModelEntry({ model_name, litellm_params, model_info: factsOf(model) }, env);
  if (read.ok) return ok(read.entry);
  const [first] = read.faults;
  return refuse(wrong(first?.path ?? 'model', `: ${first?.message ?? 'cannot be read'}.`));
}

/** What keeps a model from being stored; null: nothing. */
export function faultOfModel(model: ProxyModel, env: Environment): Failure | null {
  const name = publicNameOf(model);
  if (name.length > KEY_LIMITS.modelNameMax || !/^[^\u0000-\u001f\u007f]+$/.test(name))
    return wrong('model_name', ` must be one line of at most ${KEY_LIMITS.modelNameMax} characters.`);
  const entry = entryOf(model, env);
  if (!entry.ok) return entry.failure;
  if ((entry.value.litellm_params.organization?.length ?? 0) > 1)
    return wrong('litellm_params.organization', ' names more than one: make one model for each.');
  if (resolveEntry(entry.value) === null && entry.value.litellm_params.model !== '*')
    return wrong(
      'litellm_params.model',
      ': its provider is not known. Write provider/model, or openai/model with api_base for an OpenAI-compatible server.',
    );
  return null;
}

/** What a team's admin may not do with a model of the team; null: all is well. */
export function faultOfTeamAdmin(changed: Members, model: ProxyModel, env: Environment): Failure | null {
  const forbidden = Object.keys(changed).find((name) => !TEAM_ADMIN_PARAMS.has(name));
  if (forbidden !== undefined) return forAdmins(`set litellm_params.${forbidden.slice(0, 100)}`);
  const entry = entryOf(model, env);
  const provider = entry.ok ? resolveEntry(entry.value)?.provider : undefined;
  // Such a provider acts without a key too: by the identity of the cloud it runs in, or as a server of the installation.
  if (provider?.keyOptional === true) return forAdmins(`add models of ${provider.label}`);
  const { litellmParams } = model;
  for (const [name, value] of Object.entries(changed))
    if (typeof value === 'string' && FROM_ENVIRONMENT.test(value))
      return wrong(`litellm_params.${name}`, ' may not be read from the environment by a model of a team.');
  if (
    typeof litellmParams['api_key'] !== 'string' &&
    typeof litellmParams['litellm_credential_name'] !== 'string'
  )
    return wrong('litellm_params.api_key', " is required: a team's model has a key of its own.");
  return null;
}

function forAdmins(what: string): Failure {
  return {
    class: 'PermissionDeniedError',
    message: `Only a proxy admin may ${what}.`,
    param: 'litellm_params',
  };
}

function wrong(path: string, what: string): Failure {
  return { class: 'BadRequestError', message: `${path}${what}`, param: path, type: 'bad_request_error' };
}
