import { type Failure } from '@tollgate/core';
import { forwardedEndpoint } from '../../endpoints/forwarded/forwarded-endpoint.js';
import { compatibleChat } from '../compatible/chat.js';
import { unconfigured } from '../endpoint.js';
import { type Address, type ChatAbility, isFailure, type Provider, type Target } from '../provider.js';
import { ENTRA_ENV } from './environment.js';
import { claudeOnFoundry, isClaude } from './foundry-claude.js';
import { signIn } from './sign-in.js';
import { baseUrlOf, withQuery } from './url.js';

/** Version of the model inference API that `/models` takes. */
const API_VERSION = '2024-05-01-preview';

const chat: ChatAbility = Object.freeze({
  ...compatibleChat({
    label: 'Azure AI Foundry',
    baseUrl: null,
    baseUrlEnv: [],
    auth: 'optional',
    keyEnv: [],
    quirks: ['openai-families', 'no-message-names', 'no-reasoning-history'],
    unsupported: ['top_k', 'logit_bias', 'service_tier', 'store'],
  }),
  address,
} satisfies ChatAbility);

/**
 * Models of Azure AI Foundry by its model inference API, its v1 API, or a serverless host of their own.
 * Source: Microsoft Learn, "Azure AI Model Inference REST API".
 */
export const azureAi: Provider = Object.freeze<Provider>({
  id: 'azure_ai',
  label: 'Azure AI Foundry',
  keyEnv: ['AZURE_AI_API_KEY'],
  baseUrlEnv: ['AZURE_AI_API_BASE'],
  paramEnv: ENTRA_ENV,
  keyOptional: true,
  serves: ['chat', 'embeddings'],
  chat,
  chatOf: (target: Target) => (isClaude(target) ? claudeOnFoundry : chat),
  endpoints: {
    embeddings: forwardedEndpoint({
      label: 'Azure AI Foundry',
      address: (target) => addressOf(target, '/embeddings'),
    }),
  },
});

const CHAT = '/chat/completions';

function address(target: Target): Address | Failure {
  return addressOf(target, CHAT);
}

/** @param path of the operation, below the API's root. */
function addressOf(target: Target, path: string): Address | Failure {
  if (target.baseUrl === null) return unconfigured('Azure AI Foundry needs an api_base.');
  const base = baseUrlOf(target.baseUrl);
  if (base === null) return unconfigured('The api_base of Azure AI Foundry is not an http(s) URL.');
  const isResource =
    /\.(services\.ai|openai)\.azure\.com$/.test(base.hostname) || isModelsPath(base.pathname);
  const signed = signIn(target, 'Azure AI Foundry', isResource ? 'api-key' : 'authorization');
  if (isFailure(signed)) return signed;
  const headers = new Map(pairs(signed.headers));
  // The default refuses parameters it does not know (`stream_options` among them); the model knows better.
  if (isResource) headers.set('extra-parameters', 'pass-through');
  for (const [name, value] of Object.entries(target.headers)) headers.set(name.toLowerCase(), value);
  return { ...signed, url: operationUrl(base, path, isResource, target), headers: [...headers].flat() };
}

function operationUrl(given: URL, operation: string, isResource: boolean, { apiVersion }: Target): string {
  const base = new URL(given);
  if (operation !== CHAT && base.pathname.endsWith(CHAT))
    base.pathname = base.pathname.slice(0, -CHAT.length);
  const path = base.pathname;
  if (/\/v1$/.test(path)) return withQuery(base, `${path}${operation}`, null);
  if (path.endsWith(CHAT)) {
    const needsVersion = isModelsPath(path) && !base.searchParams.has('api-version');
    return withQuery(base, path, needsVersion ? (apiVersion ?? API_VERSION) : null);
  }
  if (!isResource) return withQuery(base, `${path}/v1${operation}`, null);
  const models = isModelsPath(path) ? path : `${path}/models`;
  return withQuery(base, `${models}${operation}`, apiVersion ?? API_VERSION);
}

function isModelsPath(path: string): boolean {
  return /\/models(\/chat\/completions)?$/.test(path);
}

function pairs(flat: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) list.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return list;
}
