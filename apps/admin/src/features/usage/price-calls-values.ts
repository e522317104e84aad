import {
  type DailyActivity,
  type ModelInfo,
  type ModelPriceRequest,
  type RepricingRequest,
} from '@tollgate/core';
import { addDays, type DayRange } from '../../shared/period/period.js';

/** The form's fields; prices are USD per million tokens. */
export interface PriceCallsValues {
  model: string;
  provider: string;
  input: number | string;
  output: number | string;
  origin: string;
}

/** A model, as it is sent upstream, with calls that have no price. */
export interface ModelWithoutPrice {
  model: string;
  /** Of a deployment that sends it; '' when none does any more. */
  provider: string;
  calls: number;
}

/** Those with the most calls first. */
export function unpricedModels(
  activity: readonly DailyActivity[],
  deployments: readonly ModelInfo[],
): ModelWithoutPrice[] {
  const calls = new Map<string, number>();
  for (const { breakdown } of activity)
    for (const [model, { metrics }] of Object.entries(breakdown.models))
      calls.set(model, (calls.get(model) ?? 0) + metrics.unpriced_requests);
  return [...calls]
    .filter(([, unpriced]) => unpriced > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([model, unpriced]) => ({ model, provider: providerOf(model, deployments), calls: unpriced }));
}

function providerOf(model: string, deployments: readonly ModelInfo[]): string {
  const sends = ({ litellm_params: { model: sent } }: ModelInfo) =>
    sent === model || sent.endsWith(`/${model}`);
  return deployments.find(sends)?.model_info.litellm_provider ?? '';
}

/** Exact: the digits move by six places, no arithmetic of fractions. */
function perToken(usdPerMillion: number | string): string {
  const [whole = '0', fraction = ''] = String(usdPerMillion).split('.');
  const digits = whole.padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}${fraction}`;
}

/** The body of POST /spend/prices. */
export const toPrice = (values: PriceCallsValues, { from }: DayRange): ModelPriceRequest => ({
  provider: values.provider.trim(),
  model: values.model,
  prices: {
    input_cost_per_token: perToken(values.input),
    output_cost_per_token: perToken(values.output),
  },
  valid_from: `${from}T00:00:00Z`,
  origin: values.origin.trim(),
});

/** The body of POST /spend/repricings: only calls without a price, of the days that are shown. */
export const toRepricing = (values: PriceCallsValues, { from, to }: DayRange): RepricingRequest => ({
  from: `${from}T00:00:00Z`,
  to: `${addDays(to, 1)}T00:00:00Z`,
  provider: values.provider.trim(),
  model: values.model,
  only_unpriced: true,
  reason: `Price set: ${values.origin.trim()}`,
});

const amount = (value: number | string) => (value === '' ? 'Enter a price; zero is one' : null);

export const priceRules = {
  model: (model: string) => (model === '' ? 'Choose a model' : null),
  provider: (provider: string) => (provider.trim() === '' ? 'Whose model it is' : null),
  input: amount,
  output: amount,
  origin: (origin: string) => (origin.trim() === '' ? 'For the books: where the price is from' : null),
};
