import { type Failure } from '@tollgate/core';
import { authHeaders } from '../../providers/compatible/authorization.js';
import { baseUrlOf } from '../../providers/compatible/base-url.js';
import { type CompatibleRow } from '../../providers/compatible/rows/row.js';
import { endpointUrl, unconfigured } from '../../providers/endpoint.js';
import { readOpenAiError } from '../../providers/faults/openai-error.js';
import { type Address, type Target } from '../../providers/provider.js';
import { type EndpointAbility } from '../endpoint-ability.js';
import { type EndpointOperation } from '../operation.js';
import { compatibleRerank, type RerankDialect } from '../rerank/compatible.js';
import { EMBEDDING_NAMES } from './embedding-names.js';
import { forwardedEndpoint } from './forwarded-endpoint.js';

/** Where each operation is, below a base URL. Source: OpenAI API reference; for reranking Jina's and vLLM's. */
const PATHS: Readonly<Record<EndpointOperation, string>> = {
  embeddings: '/embeddings',
  completions: '/completions',
  moderations: '/moderations',
  rerank: '/rerank',
  images: '/images/generations',
  'image-edits': '/images/edits',
  'image-variations': '/images/variations',
  transcriptions: '/audio/transcriptions',
  translations: '/audio/translations',
  speech: '/audio/speech',
};

/** Providers whose `rerank` differs from the usual one in the names of its members. */
const RERANK_DIALECTS: Readonly<Record<string, RerankDialect>> = { voyage: 'voyage' };

/** Operations that lie beside another one, at the providers whose documentation has them; null: at all that have the other. */
const COMPANIONS: readonly {
  readonly operation: EndpointOperation;
  readonly beside: EndpointOperation;
  readonly at: ReadonlySet<string> | null;
}[] = [
  { operation: 'image-edits', beside: 'images', at: null },
  {
    operation: 'image-variations',
    beside: 'images',
    at: new Set(['openai', 'custom_openai', 'litellm_proxy']),
  },
  {
    operation: 'translations',
    beside: 'transcriptions',
    at: new Set(['openai', 'groq', 'custom_openai', 'hosted_vllm', 'litellm_proxy']),
  },
];

/** Providers that charge nothing for moderation. Source: OpenAI's "Moderation" guide. */
const FREE_MODERATION = new Set(['openai']);

/** What an OpenAI-compatible provider serves besides chat, as its row says. */
export function compatibleEndpoints(
  id: string,
  row: CompatibleRow,
): Partial<Record<EndpointOperation, EndpointAbility>> {
  const served: Partial<Record<EndpointOperation, EndpointAbility>> = {};
  for (const operation of row.serves ?? []) {
    if (!isServedHere(operation)) continue;
    served[operation] = abilityOf(id, row, operation);
    for (const { operation: companion, beside, at } of COMPANIONS)
      if (beside === operation && (at === null || at.has(id)))
        served[companion] = abilityOf(id, row, companion);
  }
  return Object.freeze(served);
}

function isServedHere(operation: string): operation is EndpointOperation {
  return Object.hasOwn(PATHS, operation);
}

function abilityOf(id: string, row: CompatibleRow, operation: EndpointOperation): EndpointAbility {
  const address = (target: Target) => addressOf(row, target, PATHS[operation]);
  const readError = readOpenAiError;
  if (operation === 'rerank')
    return compatibleRerank({
      label: row.label,
      address,
      readError,
      dialect: RERANK_DIALECTS[id] ?? 'usual',
    });
  return forwardedEndpoint({
    label: row.label,
    address,
    baseUrlParams: Object.keys(row.baseUrlParams ?? {}),
    ...(operation === 'embeddings' && EMBEDDING_NAMES[id] ? { names: EMBEDDING_NAMES[id] } : {}),
    ...(operation === 'moderations' && FREE_MODERATION.has(id) ? { free: true } : {}),
  });
}

function addressOf(row: CompatibleRow, target: Target, path: string): Address | Failure {
  const base = baseUrlOf(row, target);
  if (typeof base !== 'string') return base;
  const auth = row.auth ?? 'bearer';
  if (target.apiKey === null && auth !== 'optional') return unconfigured(`${row.label} needs an api_key.`);
  const url = endpointUrl(withoutChatPath(base, row), path);
  if (url === null) return unconfigured(`The api_base of ${row.label} is not an http(s) URL.`);
  const headers = target.apiKey === null ? [] : authHeaders(auth, target.apiKey);
  if (target.organization !== null) headers.push('openai-organization', target.organization);
  for (const [name, value] of Object.entries(target.headers)) headers.push(name.toLowerCase(), value);
  return { url, headers };
}

/** Some operators write the address of the chat endpoint as the base; the others lie beside it. */
function withoutChatPath(base: string, row: CompatibleRow): string {
  const path = row.path ?? '/chat/completions';
  const [address = '', query] = base.split('?', 2);
  if (!address.endsWith(path)) return base;
  const root = address.slice(0, -path.length);
  return query === undefined ? root : `${root}?${query}`;
}
