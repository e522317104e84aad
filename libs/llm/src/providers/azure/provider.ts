import { type Failure } from '@tollgate/core';
import { type ForwardedEndpoint } from '../../endpoints/endpoint-ability.js';
import { forwardedEndpoint } from '../../endpoints/forwarded/forwarded-endpoint.js';
import { compatibleChat } from '../compatible/chat.js';
import { unconfigured } from '../endpoint.js';
import {
  type Address,
  type ChatAbility,
  isFailure,
  type MemberEdit,
  type Provider,
  type Target,
} from '../provider.js';
import { ENTRA_ENV } from './environment.js';
import { signIn } from './sign-in.js';
import { baseUrlOf, withQuery } from './url.js';

/** Sent when the operator gives no `api_version`: the last dated one, which knows every parameter of chat. */
const API_VERSION = '2025-04-01-preview';

/** LiteLLM's way to say that a deployment whose name says nothing serves a reasoning model: `o_series/my-deployment`. */
const FAMILY_PREFIX = /^(o_series|gpt5_series)\//;

const openAi = compatibleChat({
  label: 'Azure OpenAI',
  baseUrl: null,
  baseUrlEnv: [],
  auth: 'optional',
  keyEnv: [],
  quirks: ['openai-families', 'developer-role', 'no-reasoning-history'],
  unsupported: ['top_k'],
});

const chat: ChatAbility = Object.freeze({
  ...openAi,
  address,
  edits(members, target) {
    const edits = openAi.edits(members, familyOf(target));
    if (edits === null || !FAMILY_PREFIX.test(target.model)) return edits;
    const model: MemberEdit = { member: 'model', text: JSON.stringify(deploymentOf(target)) };
    return [...edits, model];
  },
  encode(request, target) {
    return openAi.encode({ ...request, model: deploymentOf(target) }, familyOf(target));
  },
} satisfies ChatAbility);

/**
 * Azure OpenAI: a deployment's name is free text, so `base_model` tells which model it is. Same wire as OpenAI.
 * Source: Microsoft Learn, "Azure OpenAI REST API reference" (deployments form) and "v1 API".
 */
export const azure: Provider = Object.freeze<Provider>({
  id: 'azure',
  label: 'Azure OpenAI',
  keyEnv: ['AZURE_API_KEY', 'AZURE_OPENAI_API_KEY'],
  baseUrlEnv: ['AZURE_API_BASE', 'AZURE_OPENAI_ENDPOINT'],
  paramEnv: { ...ENTRA_ENV, api_version: ['AZURE_API_VERSION', 'OPENAI_API_VERSION'] },
  keyOptional: true,
  serves: ['chat', 'completions', 'embeddings', 'images', 'transcriptions', 'speech'],
  chat,
  endpoints: {
    embeddings: at('/embeddings'),
    completions: at('/completions'),
    images: at('/images/generations'),
    'image-edits': at('/images/edits'),
    transcriptions: at('/audio/transcriptions'),
    translations: at('/audio/translations'),
    speech: at('/audio/speech'),
  },
});

const CHAT = '/chat/completions';

function address(target: Target): Address | Failure {
  return addressOf(target, CHAT);
}

/** @param path of the operation, below the deployment or the v1 API. */
function addressOf(target: Target, path: string): Address | Failure {
  if (target.baseUrl === null) return unconfigured('Azure OpenAI needs an api_base.');
  const base = baseUrlOf(target.baseUrl);
  if (base === null) return unconfigured('The api_base of Azure OpenAI is not an http(s) URL.');
  const signed = signIn(target, 'Azure OpenAI', 'api-key');
  if (isFailure(signed)) return signed;
  const headers = [...signed.headers];
  for (const [name, value] of Object.entries(target.headers)) headers.push(name.toLowerCase(), value);
  return { ...signed, url: operationUrl(base, path, target), headers };
}

/** The v1 form names the deployment in the body and needs no version; the other names it in the path. */
function operationUrl(given: URL, operation: string, target: Target): string {
  const base = new URL(given);
  if (operation !== CHAT && base.pathname.endsWith(CHAT))
    base.pathname = base.pathname.slice(0, -CHAT.length);
  const path = base.pathname;
  const version = target.apiVersion ?? textOf(target.params['api_version']);
  if (path.endsWith(CHAT)) {
    return withQuery(base, path, base.searchParams.has('api-version') ? null : (version ?? API_VERSION));
  }
  if (/\/openai\/v1$/.test(path)) {
    // Dated versions belong to the other form; here they are refused.
    const named = version === 'preview' || version === 'latest' ? version : null;
    return withQuery(base, `${path}${operation}`, named);
  }
  const deployments = /\/openai\/deployments\/[^/]+$/.test(path)
    ? path
    : `${path.replace(/\/openai$/, '')}/openai/deployments/${encodeURIComponent(deploymentOf(target))}`;
  return withQuery(base, `${deployments}${operation}`, version ?? API_VERSION);
}

/** The body names the deployment, too: the v1 form has nothing else to go by. */
function at(path: string): ForwardedEndpoint {
  return forwardedEndpoint({ label: 'Azure OpenAI', address: (target) => addressOf(target, path) });
}

function deploymentOf({ model }: Target): string {
  return model.replace(FAMILY_PREFIX, '');
}

/** The target with the family its prefix tells, as if `base_model` had told it. */
function familyOf(target: Target): Target {
  const [, prefix] = FAMILY_PREFIX.exec(target.model) ?? [];
  if (prefix === undefined || typeof target.params['base_model'] === 'string') return target;
  return { ...target, params: { ...target.params, base_model: prefix === 'o_series' ? 'o3' : 'gpt-5' } };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
