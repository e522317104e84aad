import { anthropic } from './anthropic/provider.js';
import { azureAi } from './azure/foundry.js';
import { azure } from './azure/provider.js';
import { bedrock } from './bedrock/provider.js';
import { compatibleChat } from './compatible/chat.js';
import { COMPATIBLE_ROWS, type CompatibleRow } from './compatible/rows.js';
import { gemini } from './gemini/provider.js';
import { PLANNED_PROVIDERS } from './planned.js';
import { type Provider } from './provider.js';
import { vertexAi, vertexAiBeta } from './vertex/provider.js';

/** Providers with a wire format of their own, and the other prefixes that mean them. */
const NATIVE: readonly { readonly provider: Provider; readonly aliases: readonly string[] }[] = [
  { provider: anthropic, aliases: ['anthropic_text'] },
  { provider: gemini, aliases: [] },
  { provider: azure, aliases: ['azure_text'] },
  { provider: azureAi, aliases: [] },
  { provider: vertexAi, aliases: [] },
  { provider: vertexAiBeta, aliases: [] },
  { provider: bedrock, aliases: ['bedrock_converse'] },
];

/** Prefix or alias → provider. Frozen providers, built once: nothing of one can leak into another. */
const PROVIDERS: ReadonlyMap<string, Provider> = new Map([
  ...Object.entries(PLANNED_PROVIDERS).map(([id, label]): [string, Provider] => [id, planned(id, label)]),
  ...Object.entries<CompatibleRow>(COMPATIBLE_ROWS).flatMap(([id, row]) =>
    underAll(compatible(id, row), row.aliases ?? []),
  ),
  ...NATIVE.flatMap(({ provider, aliases }) => underAll(provider, aliases)),
]);

function underAll(provider: Provider, aliases: readonly string[]): [string, Provider][] {
  return [provider.id, ...aliases].map((prefix) => [prefix, provider]);
}

function compatible(id: string, row: CompatibleRow): Provider {
  const { label, keyEnv, baseUrlEnv } = row;
  return Object.freeze({ id, label, keyEnv, baseUrlEnv, chat: compatibleChat(row) });
}

function planned(id: string, label: string): Provider {
  return Object.freeze({ id, label, keyEnv: [], chat: { cannot: `${label} models are not served yet.` } });
}

/** The provider of a prefix (`openai`, `together` …), also one that is known but not built yet; null: unknown. */
export function findProvider(prefix: string): Provider | null {
  return PROVIDERS.get(prefix) ?? null;
}

/** Every provider once, in no particular order. */
export function allProviders(): readonly Provider[] {
  return [...new Set(PROVIDERS.values())];
}
