import { parseScaled } from '@tollgate/core';
import { type PriceSheet, type UnitPrices } from './price-sheet.js';

/** Config prices are USD per token; a sheet holds pico-USD per million: 10^-18 USD a unit. */
const SCALE = 18;

const TIERS = [
  { suffix: '_above_200k_tokens', aboveInputTokens: 200_000 },
  { suffix: '_above_128k_tokens', aboveInputTokens: 128_000 },
] as const;

/** `litellm_params` or `model_info`, as the operator wrote it. */
export type PriceParams = Readonly<Record<string, unknown>>;

/**
 * The price sheet an operator wrote into a deployment (`input_cost_per_token` …, USD per token), or null when there is
 * no price in it. Values that are no finite number ≥ 0 count as absent; the config schema reports those. A tier takes
 * from the base what it does not say itself.
 */
export function pricesFromParams(params: PriceParams): PriceSheet | null {
  const perRequest = price(params, 'input_cost_per_request', 12);
  const base = unitPrices(params, '', null);
  if (base === null && perRequest === null) return null;
  const tiers = TIERS.flatMap(({ suffix, aboveInputTokens }) => {
    const prices = unitPrices(params, suffix, base);
    return prices === null ? [] : [{ aboveInputTokens, prices }];
  });
  return { source: 'config', base: base ?? NOTHING, tiers, perRequest: perRequest ?? 0n };
}

const NOTHING: UnitPrices = {
  input: 0n,
  output: 0n,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  inputAudio: null,
  outputAudio: null,
  reasoning: null,
  search: null,
};

function unitPrices(params: PriceParams, suffix: string, fallback: UnitPrices | null): UnitPrices | null {
  const said: { [Unit in keyof UnitPrices]: bigint | null | undefined } = {
    input: price(params, `input_cost_per_token${suffix}`),
    output: price(params, `output_cost_per_token${suffix}`),
    cacheRead: price(params, `cache_read_input_token_cost${suffix}`),
    cacheWrite: price(params, `cache_creation_input_token_cost${suffix}`),
    cacheWrite1h: price(params, `cache_creation_input_token_cost_above_1hr${suffix}`),
    inputAudio: price(params, `input_cost_per_audio_token${suffix}`),
    outputAudio: price(params, `output_cost_per_audio_token${suffix}`),
    reasoning: price(params, `output_cost_per_reasoning_token${suffix}`),
    search: suffix === '' ? price(params, 'search_context_cost_per_query') : null,
    ...(suffix === '' ? pieces(params) : {}),
  };
  if (Object.values(said).every((value) => value === null || value === undefined)) return null;
  return {
    input: said.input ?? fallback?.input ?? 0n,
    output: said.output ?? fallback?.output ?? 0n,
    cacheRead: said.cacheRead ?? fallback?.cacheRead ?? null,
    cacheWrite: said.cacheWrite ?? fallback?.cacheWrite ?? null,
    cacheWrite1h: said.cacheWrite1h ?? fallback?.cacheWrite1h ?? null,
    inputAudio: said.inputAudio ?? fallback?.inputAudio ?? null,
    outputAudio: said.outputAudio ?? fallback?.outputAudio ?? null,
    reasoning: said.reasoning ?? fallback?.reasoning ?? null,
    search: said.search ?? fallback?.search ?? null,
    searchUnit: said.searchUnit ?? fallback?.searchUnit ?? null,
    outputImage: said.outputImage ?? fallback?.outputImage ?? null,
    inputCharacter: said.inputCharacter ?? fallback?.inputCharacter ?? null,
    inputAudioSecond: said.inputAudioSecond ?? fallback?.inputAudioSecond ?? null,
  };
}

/** What is priced by the piece. LiteLLM's price map has images and recordings under several names. */
function pieces(params: PriceParams) {
  const first = (...keys: string[]) => keys.map((key) => price(params, key)).find((found) => found !== null);
  return {
    searchUnit: first('input_cost_per_query') ?? null,
    outputImage: first('output_cost_per_image', 'input_cost_per_image') ?? null,
    inputCharacter: first('input_cost_per_character') ?? null,
    inputAudioSecond: first('input_cost_per_audio_per_second', 'input_cost_per_second') ?? null,
  };
}

function price(params: PriceParams, key: string, scale = SCALE): bigint | null {
  const value = params[key];
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const parsed = parseScaled(value, scale);
  return parsed === null || parsed < 0n ? null : parsed;
}
