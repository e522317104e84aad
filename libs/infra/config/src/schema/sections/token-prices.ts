import { setting, type Setting } from '../types/setting-type.js';
import { number } from '../types/scalars.js';

/** Prices that calls are charged by, USD per unit. */
const CHARGED = {
  input_cost_per_token: 'USD per input token',
  output_cost_per_token: 'USD per output token',
  cache_read_input_token_cost: 'USD per input token read from the cache',
  cache_creation_input_token_cost: 'USD per input token written to the cache',
  cache_creation_input_token_cost_above_1hr: 'USD per input token written to the cache for an hour',
  input_cost_per_audio_token: 'USD per audio token of the input',
  output_cost_per_audio_token: 'USD per audio token of the output',
  output_cost_per_reasoning_token: 'USD per reasoning token',
  input_cost_per_token_above_128k_tokens: 'USD per input token once the input exceeds 128,000 tokens',
  output_cost_per_token_above_128k_tokens: 'USD per output token once the input exceeds 128,000 tokens',
  input_cost_per_token_above_200k_tokens: 'USD per input token once the input exceeds 200,000 tokens',
  output_cost_per_token_above_200k_tokens: 'USD per output token once the input exceeds 200,000 tokens',
  cache_read_input_token_cost_above_200k_tokens:
    'USD per cached input token once the input exceeds 200,000 tokens',
  cache_creation_input_token_cost_above_200k_tokens:
    'USD per cache-written token once the input exceeds 200,000 tokens',
  input_cost_per_request: 'USD per call, whatever its size',
  search_context_cost_per_query: 'USD per web search of the model',
  input_cost_per_second: 'USD per second of a recording',
  input_cost_per_character: 'USD per character of a text that is spoken',
  input_cost_per_image: 'USD per image that is made, where there is no output_cost_per_image',
  output_cost_per_image: 'USD per image that is made, where the provider counts no tokens',
  input_cost_per_audio_per_second: 'USD per second of a recording, before input_cost_per_second',
  input_cost_per_query: 'USD per search of a reranker',
} as const;

/** Prices of kinds of units that no surface counts yet. */
const KNOWN = {
  output_cost_per_second: 'USD per second of output',
  output_cost_per_character: 'USD per character of the output',
  input_cost_per_pixel: 'USD per pixel of the input',
  output_cost_per_pixel: 'USD per pixel of the output',
  output_cost_per_audio_per_second: 'USD per second of audio of the output',
  input_cost_per_video_per_second: 'USD per second of video of the input',
  output_cost_per_video_per_second: 'USD per second of video of the output',
  input_cost_per_token_batches: 'USD per input token of a batch',
  output_cost_per_token_batches: 'USD per output token of a batch',
  input_cost_per_token_flex: 'USD per input token of the flex tier',
  output_cost_per_token_flex: 'USD per output token of the flex tier',
  cache_read_input_token_cost_flex: 'USD per cached input token of the flex tier',
  input_cost_per_token_priority: 'USD per input token of the priority tier',
  output_cost_per_token_priority: 'USD per output token of the priority tier',
  cache_read_input_token_cost_priority: 'USD per cached input token of the priority tier',
  input_cost_per_token_cache_hit: 'USD per input token on a cache hit (older spelling)',
} as const;

/** Names of the prices that have an effect today. */
export const CHARGED_PRICES = Object.keys(CHARGED);

const amount = number({ min: 0, max: 1_000_000, what: 'a price in USD' });

/** All price keys of `litellm_params` and `model_info`. */
export const PRICES = priceSettings({ ...CHARGED, ...KNOWN });

function priceSettings<Name extends string>(
  meanings: Readonly<Record<Name, string>>,
): Readonly<Record<Name, Setting<number>>> {
  const settings: Partial<Record<Name, Setting<number>>> = {};
  for (const name in meanings)
    settings[name] = setting(amount, meanings[name], 'the price list of the model');
  return settings as Record<Name, Setting<number>>;
}
