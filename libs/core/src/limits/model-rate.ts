import { isJsonObject, type Json, type JsonObject } from '../json.js';

/** How much of one model may be asked for in a minute; null: without limit. */
export interface ModelRate {
  readonly model: string;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}

/**
 * Limits of models as `model_rpm_limit` and `model_tpm_limit` of the metadata hold them; where they have none for a model,
 * `rpm_limit` and `tpm_limit` of its entry in `model_max_budget`.
 */
export function modelRatesOf(metadata: JsonObject, modelMaxBudget: JsonObject | null): ModelRate[] {
  const requests = new Map(limitsOf(metadata['model_rpm_limit']));
  const tokens = new Map(limitsOf(metadata['model_tpm_limit']));
  for (const [model, value] of Object.entries(modelMaxBudget ?? {})) {
    if (!isJsonObject(value)) continue;
    note(requests, model, value['rpm_limit']);
    note(tokens, model, value['tpm_limit']);
  }
  return [...new Set([...requests.keys(), ...tokens.keys()])].map((model) => ({
    model,
    requestsPerMinute: requests.get(model) ?? null,
    tokensPerMinute: tokens.get(model) ?? null,
  }));
}

function note(limits: Map<string, number>, model: string, value: Json | undefined): void {
  if (isLimit(value) && !limits.has(model)) limits.set(model, value);
}

/** What an import left there that is no limit limits nothing. */
function limitsOf(value: Json | undefined): [string, number][] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([model, limit]): [string, number][] =>
    isLimit(limit) ? [[model, limit]] : [],
  );
}

function isLimit(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
