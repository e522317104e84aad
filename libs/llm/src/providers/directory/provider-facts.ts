import { type Endpoint, isCannot, type Provider } from '../provider.js';
import { allProviders, findProvider, prefixesOf } from '../registry.js';

/** What there is to know of one provider, as plain data. */
export interface ProviderFacts {
  readonly prefix: string;
  readonly aliases: readonly string[];
  readonly label: string;
  /** null: its models can be served; else the sentence that says why they cannot. */
  readonly cannot: string | null;
  readonly serves: readonly Endpoint[];
  /** null: told per deployment (`api_base`), or not one address. */
  readonly baseUrl: string | null;
  readonly keyOptional: boolean;
  readonly keyEnv: readonly string[];
  readonly baseUrlEnv: readonly string[];
  readonly paramEnv: Readonly<Record<string, readonly string[]>>;
  readonly quirks: readonly string[];
}

/** Every provider that is known, by prefix. */
export function providerFacts(): readonly ProviderFacts[] {
  return allProviders()
    .map(factsOf)
    .sort((one, other) => (one.prefix < other.prefix ? -1 : 1));
}

/** One provider, by its prefix or another name of it; null: unknown. */
export function factsOfProvider(prefix: string): ProviderFacts | null {
  const provider = findProvider(prefix);
  return provider && factsOf(provider);
}

function factsOf(provider: Provider): ProviderFacts {
  const { id, label, keyEnv, baseUrlEnv = [], paramEnv = {}, quirks = [], baseUrl = null } = provider;
  const cannot = isCannot(provider.chat) ? provider.chat.cannot : null;
  return {
    prefix: id,
    aliases: prefixesOf(provider).filter((prefix) => prefix !== id),
    label,
    cannot,
    serves: provider.serves ?? ['chat'],
    baseUrl,
    keyOptional: provider.keyOptional === true,
    keyEnv,
    baseUrlEnv,
    paramEnv,
    quirks,
  };
}
