import {
  cataloguePrices,
  contextWindowOf,
  hasAbility,
  MODEL_ABILITIES,
  supportedOpenAiParams,
} from '@tollgate/llm';
import { namedModel } from './named-model.js';
import { openAiFacts } from './openai-facts.js';

/** What is known of a model by its name. Null: not known, or nothing of the kind. */
export interface ModelInfo {
  /** The name that is sent to the provider. */
  model: string;
  /** Its id: `anthropic`. */
  provider: string;
  /** Variables that may hold the API key, in order. */
  keyEnv: readonly string[];
  /** Tokens that prompt and reply may have together. */
  contextWindow: number | null;
  maxOutputTokens: number | null;
  /** USD a token; null: the model's price is not known. */
  prices: ModelPrices | null;
  /** `image-input`, `tools`, `json-schema` …: what the translation for its provider takes. */
  abilities: readonly string[];
  supportedOpenAIParams: readonly string[];
}

/** USD a token; null: charged as the kind it is a part of. Prices above a length of prompt are those of `tiers`. */
export interface TokenPrices {
  input: number;
  output: number;
  cacheRead: number | null;
  cacheWrite: number | null;
  inputAudio: number | null;
  outputAudio: number | null;
  reasoning: number | null;
}

export interface ModelPrices extends TokenPrices {
  tiers: readonly (TokenPrices & { aboveInputTokens: number })[];
}

/** @throws BadRequestError when nothing tells whose model it is */
export function getModelInfo(name: string): ModelInfo {
  const { provider, target } = namedModel(name);
  const facts = provider.id === 'openai' ? openAiFacts(target.model) : null;
  return {
    model: target.model,
    provider: provider.id,
    keyEnv: provider.keyEnv,
    contextWindow: contextWindowOf(provider.id, target.model) ?? facts?.contextWindow ?? null,
    maxOutputTokens: facts?.maxOutputTokens ?? null,
    prices: pricesOf(provider.id, target.model),
    abilities: MODEL_ABILITIES.filter((ability) => hasAbility(provider, target, ability)),
    supportedOpenAIParams: supportedOpenAiParams(provider, target),
  };
}

/** Which of OpenAI's parameters a call of this model may have. @throws BadRequestError for an unknown provider */
export function getSupportedOpenAIParams(model: string, customLlmProvider?: string): readonly string[] {
  const { provider, target } = namedModel(model, customLlmProvider ?? null);
  return supportedOpenAiParams(provider, target);
}

function pricesOf(providerId: string, model: string): ModelPrices | null {
  const sheet = cataloguePrices(providerId, model);
  if (sheet === null) return null;
  const tiers = sheet.tiers.map(({ aboveInputTokens, prices }) => ({
    aboveInputTokens,
    ...tokenPrices(prices),
  }));
  return { ...tokenPrices(sheet.base), tiers };
}

type Sheet = NonNullable<ReturnType<typeof cataloguePrices>>['base'];

function tokenPrices(prices: Sheet): TokenPrices {
  return {
    input: perToken(prices.input),
    output: perToken(prices.output),
    cacheRead: orNull(prices.cacheRead),
    cacheWrite: orNull(prices.cacheWrite),
    inputAudio: orNull(prices.inputAudio),
    outputAudio: orNull(prices.outputAudio),
    reasoning: orNull(prices.reasoning),
  };
}

function orNull(price: bigint | null): number | null {
  return price === null ? null : perToken(price);
}

/** Pico-USD a million → USD each, with the digits the price was published with. */
function perToken(price: bigint): number {
  return Number(`${price}e-18`);
}
