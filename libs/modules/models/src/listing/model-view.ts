import { isSecretName, looksSecret } from '@tollgate/config';
import { type ModelGroup, type ModelInfo } from '@tollgate/core';
import { type PriceSheet } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';
import { type IdleModel } from '../table/model-origin.js';
import { type VisibleGroup } from './visible-groups.js';

/** Prices of a sheet are pico-USD per million tokens; the wire has USD per token. */
const PER_USD = 1e18;

/**
 * One deployment as GET /model/info lists it: what the operator wrote, without anything secret.
 * @param whole also its address and parameters, which only administrators see.
 */
export function modelInfoOf(deployment: Deployment, whole: boolean): ModelInfo {
  const { provider, target, prices, info, id } = deployment;
  return {
    model_name: deployment.group,
    litellm_params: { model: `${provider.id}/${target.model}`, ...(whole ? parametersOf(deployment) : {}) },
    model_info: {
      ...withoutSecrets(info),
      id,
      db_model: info['db_model'] === true,
      litellm_provider: provider.id,
      mode: textIn(info, 'mode') ?? 'chat',
      input_cost_per_token: usdPerToken(prices, 'input'),
      output_cost_per_token: usdPerToken(prices, 'output'),
      max_input_tokens: numberIn(info, 'max_input_tokens'),
      max_output_tokens: numberIn(info, 'max_output_tokens') ?? numberIn(info, 'max_tokens'),
      price_source: prices?.source ?? null,
    },
  };
}

/** A model that no call reaches, with the reason. */
export function idleModelInfoOf({ id, modelName, model, info, reason }: IdleModel): ModelInfo {
  return {
    model_name: modelName,
    litellm_params: { model },
    model_info: {
      ...withoutSecrets(info),
      id,
      db_model: info['db_model'] === true,
      litellm_provider: null,
      mode: textIn(info, 'mode'),
      input_cost_per_token: null,
      output_cost_per_token: null,
      max_input_tokens: numberIn(info, 'max_input_tokens'),
      max_output_tokens: numberIn(info, 'max_output_tokens'),
      price_source: null,
      idle_reason: reason,
    },
  };
}

/** A public name as GET /model_group/info lists it; where deployments differ, the dearest price and the largest window. */
export function modelGroupOf({ name, deployments }: VisibleGroup): ModelGroup {
  const models = deployments.map((deployment) => modelInfoOf(deployment, false).model_info);
  return {
    model_group: name,
    providers: [...new Set(deployments.map(({ provider }) => provider.id))],
    mode: models[0]?.mode ?? null,
    max_input_tokens: largest(models.map((model) => model.max_input_tokens)),
    max_output_tokens: largest(models.map((model) => model.max_output_tokens)),
    input_cost_per_token: largest(models.map((model) => model.input_cost_per_token)),
    output_cost_per_token: largest(models.map((model) => model.output_cost_per_token)),
  };
}

function parametersOf(deployment: Deployment): Record<string, unknown> {
  const { target } = deployment;
  const limits = {
    api_base: target.baseUrl === null ? null : withoutUserInfo(target.baseUrl),
    api_version: target.apiVersion,
    organization: target.organization,
    weight: deployment.weight,
    rpm: deployment.rpm,
    tpm: deployment.tpm,
    order: deployment.order,
    max_parallel_requests: deployment.maxParallelRequests,
    timeout: seconds(deployment.timeoutMs),
    stream_timeout: seconds(deployment.streamTimeoutMs),
    num_retries: deployment.numRetries,
    cooldown_time: seconds(deployment.cooldownMs ?? null),
    tags: deployment.tags.length === 0 ? null : deployment.tags,
  };
  const set = Object.entries(limits).filter(([, value]) => value !== null);
  return { ...withoutSecrets(target.params), ...Object.fromEntries(set) };
}

/** A copy without members that hold a secret by their name or their look, at any depth. */
function withoutSecrets(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (isSecretName(name)) return [];
      const shown = shownValue(value);
      return shown === undefined ? [] : [[name, shown]];
    }),
  );
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return looksSecret(value) ? undefined : value;
  if (Array.isArray(value)) return value.map(shownValue).filter((item) => item !== undefined);
  if (typeof value === 'object' && value !== null)
    return withoutSecrets(Object.fromEntries(Object.entries(value)));
  return value;
}

function withoutUserInfo(url: string): string {
  return url.replace(/:\/\/[^/@]*@/, '://');
}

function usdPerToken(prices: PriceSheet | null, unit: 'input' | 'output'): number | null {
  return prices === null ? null : Number(prices.base[unit]) / PER_USD;
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1000;
}

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function textIn(info: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = info[name];
  return typeof value === 'string' ? value : null;
}

function numberIn(info: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = info[name];
  return typeof value === 'number' ? value : null;
}
