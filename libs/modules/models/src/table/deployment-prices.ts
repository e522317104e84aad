import { type ModelEntry } from '@tollgate/config';
import { cataloguePrices, pricesFromParams, type PriceSheet, type Provider } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';
import { type PriceBook } from '../prices/price-book.js';

/** Names are the clients' choice, so not all of them are remembered. */
const MOST_REMEMBERED = 1_000;

/**
 * Prices of an entry: those an admin set for the model that is sent, then its own, then the published ones. What an admin set
 * may begin and end at any time, so it is looked up when a call asks.
 */
export function pricesOf(
  entry: ModelEntry,
  provider: Provider,
  model: string,
  book: PriceBook,
): Pick<Deployment, 'prices' | 'pricesOf'> {
  const usual = usualPrices(entry, provider, model);
  if (book.isEmpty || (!model.includes('*') && !book.has(provider.id, model))) return usual;
  const otherwise = usual.pricesOf ?? (() => usual.prices);
  return {
    prices: book.at(provider.id, model, Date.now()) ?? usual.prices,
    pricesOf: (sent) => book.at(provider.id, sent, Date.now()) ?? otherwise(sent),
  };
}

/**
 * Its own prices, else those published for `base_model` or the model itself. The model of a wildcard is only
 * known when it is asked for, so its prices are found then.
 */
function usualPrices(
  { litellm_params: params, model_info: info = {} }: ModelEntry,
  provider: Provider,
  model: string,
): Pick<Deployment, 'prices' | 'pricesOf'> {
  const own = pricesFromParams({ ...info, ...params });
  if (own !== null) return { prices: own };
  const base = params.base_model ?? info.base_model;
  if (base !== undefined) return { prices: cataloguePrices(provider.id, withoutPrefix(base, provider)) };
  if (model.includes('*'))
    return { prices: null, pricesOf: remembered((sent) => cataloguePrices(provider.id, sent)) };
  return { prices: cataloguePrices(provider.id, model) };
}

/** `azure/gpt-4o` as a base model means `gpt-4o`. */
function withoutPrefix(model: string, { id }: Provider): string {
  return model.startsWith(`${id}/`) ? model.slice(id.length + 1) : model;
}

function remembered(find: (model: string) => PriceSheet | null): (model: string) => PriceSheet | null {
  const known = new Map<string, PriceSheet | null>();
  return (model) => {
    const found = known.get(model);
    if (found !== undefined) return found;
    const prices = find(model);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(model, prices);
    return prices;
  };
}
