import { compatibleEndpoints } from '../endpoints/forwarded/compatible-endpoints.js';
import { anthropic } from './anthropic/provider.js';
import { azureAi } from './azure/foundry.js';
import { azure } from './azure/provider.js';
import { bedrock } from './bedrock/provider.js';
import { cohere } from './cohere/provider.js';
import { compatibleChat } from './compatible/chat.js';
import { COMPATIBLE_ROWS, type CompatibleRow } from './compatible/rows.js';
import { USUAL_QUIRKS } from './compatible/rows/row.js';
import { gemini } from './gemini/provider.js';
import { ollama } from './ollama/provider.js';
import { PLANNED_PROVIDERS } from './planned.js';
import { type Cannot, type ChatAbility, type Endpoint, type Provider } from './provider.js';
import { RETIRED_PROVIDERS } from './retired.js';
import { SUBSCRIPTION_PROVIDERS } from './subscriptions.js';
import { vertexAi, vertexAiBeta } from './vertex/provider.js';

/** Providers with a wire format of their own, and the other prefixes that mean them. */
const NATIVE: readonly { readonly provider: Provider; readonly aliases: readonly string[] }[] = [
  { provider: anthropic, aliases: ['anthropic_text'] },
  { provider: gemini, aliases: [] },
  { provider: azure, aliases: ['azure_text'] },
  { provider: azureAi, aliases: [] },
  { provider: vertexAi, aliases: [] },
  { provider: vertexAiBeta, aliases: [] },
  { provider: cohere, aliases: ['cohere_chat'] },
  { provider: ollama, aliases: ['ollama_chat'] },
  { provider: bedrock, aliases: ['bedrock_converse'] },
];

/** Known by name, and not served: each with the sentence that says why. */
const UNSERVED: readonly Provider[] = [
  ...Object.entries(PLANNED_PROVIDERS).map(([id, label]) =>
    unserved(id, label, `${label} models are not served yet.`),
  ),
  ...Object.entries(SUBSCRIPTION_PROVIDERS).map(([id, label]) =>
    unserved(
      id,
      label,
      `${label} is a personal subscription: its terms may forbid the traffic of a gateway.`,
    ),
  ),
  ...Object.entries(RETIRED_PROVIDERS).map(([id, { label, reason }]) => unserved(id, label, reason)),
];

/** Prefix or alias → provider. Frozen providers, built once: nothing of one can leak into another. */
const PROVIDERS: ReadonlyMap<string, Provider> = new Map([
  ...UNSERVED.map((provider): [string, Provider] => [provider.id, provider]),
  ...Object.entries<CompatibleRow>(COMPATIBLE_ROWS).flatMap(([id, row]) =>
    underAll(compatible(id, row), row.aliases ?? []),
  ),
  ...NATIVE.flatMap(({ provider, aliases }) => underAll(provider, aliases)),
]);

function underAll(provider: Provider, aliases: readonly string[]): [string, Provider][] {
  return [provider.id, ...aliases].map((prefix) => [prefix, provider]);
}

function compatible(id: string, row: CompatibleRow): Provider {
  const { label, keyEnv, baseUrlEnv = [], baseUrlParams = {}, serves = ['chat'] } = row;
  return Object.freeze({
    id,
    label,
    keyEnv,
    baseUrl: row.baseUrl,
    baseUrlEnv,
    paramEnv: baseUrlParams,
    serves,
    quirks: row.quirks ?? USUAL_QUIRKS,
    ...(row.auth === 'optional' ? { keyOptional: true } : {}),
    chat: chatOfRow(row, serves),
    endpoints: compatibleEndpoints(id, row),
  });
}

function chatOfRow(row: CompatibleRow, serves: readonly Endpoint[]): ChatAbility | Cannot {
  if (serves.includes('chat')) return compatibleChat(row);
  return { cannot: `${row.label} has no chat models; it serves ${serves.join(', ')}.` };
}

function unserved(id: string, label: string, reason: string): Provider {
  return Object.freeze({ id, label, keyEnv: [], serves: [], chat: { cannot: reason } });
}

/** The provider of a prefix (`openai`, `together` …), also one that is known but not built yet; null: unknown. */
export function findProvider(prefix: string): Provider | null {
  return PROVIDERS.get(prefix) ?? null;
}

/** Every provider once, in no particular order. */
export function allProviders(): readonly Provider[] {
  return [...new Set(PROVIDERS.values())];
}

/** Every prefix that means a provider; the first is its own. */
export function prefixesOf(provider: Provider): readonly string[] {
  return [...PROVIDERS].filter(([, found]) => found === provider).map(([prefix]) => prefix);
}
