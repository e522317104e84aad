import { parseScaled } from '@tollgate/core';
import { CATALOGUE_EDITION, CATALOGUE_LINES } from './catalogue.generated.js';
import { type PricePeriod, type PriceSheet, type PriceTier, type UnitPrices } from './price-sheet.js';

/** Our provider → the catalogue's names for whose prices its models have, in order. Others are the catalogue's own. */
const CATALOGUE_PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  azure: ['azure', 'openai'],
  azure_ai: ['azure', 'openai', 'anthropic'],
  bedrock: ['aws'],
  codestral: ['mistral'],
  cohere_chat: ['cohere'],
  fireworks_ai: ['fireworks'],
  gemini: ['google'],
  moonshot: ['moonshotai'],
  together_ai: ['together'],
  vertex_ai: ['google', 'anthropic'],
  voyage: ['voyageai'],
  xai: ['x-ai'],
};

/** What may follow a name that stands for all its dated releases: `-20250514`, `@20250514`, `-2025-05-14`, `-latest`. */
const RELEASE = /(?:[-@]20\d{6}|-20\d\d-\d\d-\d\d|-latest)$/;

interface Entry {
  readonly contextWindow: number | null;
  readonly sheet: PriceSheet | null;
}

/** As the generator writes them. */
type Line = [
  provider: string,
  exact: string[],
  stems: string[],
  contextWindow: number | null,
  periods: LinePeriod[],
];

interface LinePeriod {
  since?: string;
  daily?: [string, string];
  tiers: [number, Record<string, string>][];
}

/** Lines are parsed when first asked for, once: provider → name → line. */
let lines: Map<string, Map<string, Line>> | null = null;

/**
 * Published prices of a model, or null when none are known: an exact name, or one followed by a release date or `-latest`.
 * Looser matches would price a new model as its predecessor, without a word.
 */
export function cataloguePrices(providerId: string, model: string): PriceSheet | null {
  return find(providerId, model)?.sheet ?? null;
}

/** Tokens that prompt and reply may have together, where it is known. */
export function contextWindowOf(providerId: string, model: string): number | null {
  return find(providerId, model)?.contextWindow ?? null;
}

function find(providerId: string, model: string): Entry | null {
  lines ??= parseLines();
  const name = model.toLowerCase();
  for (const provider of CATALOGUE_PROVIDERS[providerId] ?? [providerId]) {
    const models = lines.get(provider);
    const line = models?.get(name) ?? stemOf(models, name);
    if (line !== undefined) return { contextWindow: line[3], sheet: toSheet(line[4]) };
  }
  return null;
}

function stemOf(models: Map<string, Line> | undefined, name: string): Line | undefined {
  const release = RELEASE.exec(name);
  return release === null ? undefined : models?.get(name.slice(0, release.index));
}

function parseLines(): NonNullable<typeof lines> {
  const providers: NonNullable<typeof lines> = new Map();
  for (const text of CATALOGUE_LINES.split('\n')) {
    const line = JSON.parse(text) as Line;
    const [provider, exact, stems] = line;
    const models = providers.get(provider) ?? new Map<string, Line>();
    providers.set(provider, models);
    for (const name of exact) models.set(name.toLowerCase(), line);
    for (const name of stems) if (!models.has(name.toLowerCase())) models.set(name.toLowerCase(), line);
  }
  return providers;
}

function toSheet(periods: readonly LinePeriod[]): PriceSheet | null {
  const read = periods.map(toPeriod);
  // Without a time of the call, what holds all day since last counts.
  const current = read.findLast((period) => period.daily === null) ?? read.at(-1);
  if (current === undefined) return null;
  const request = periods.at(-1)?.tiers[0]?.[1]['request'];
  return {
    source: 'catalogue',
    version: CATALOGUE_EDITION,
    base: current.base,
    tiers: current.tiers,
    perRequest: request === undefined ? 0n : amount(request, 9),
    ...(read.length > 1 ? { periods: read } : {}),
  };
}

function toPeriod({ since, daily, tiers }: LinePeriod): PricePeriod {
  const read = tiers.map(([aboveInputTokens, units]): PriceTier => ({
    aboveInputTokens,
    prices: toPrices(units),
  }));
  const [base, ...above] = read;
  if (base === undefined) throw new Error('A period of the price catalogue has no prices.');
  return {
    sinceMs: since === undefined ? null : Date.parse(`${since}T00:00:00Z`),
    daily: daily === undefined ? null : { fromMinute: minuteOf(daily[0]), toMinute: minuteOf(daily[1]) },
    base: base.prices,
    tiers: above.reverse(),
  };
}

function toPrices(units: Record<string, string>): UnitPrices {
  const perMillion = (unit: string) => (units[unit] === undefined ? null : amount(units[unit], 12));
  return {
    input: perMillion('input') ?? 0n,
    output: perMillion('output') ?? 0n,
    cacheRead: perMillion('cacheRead'),
    cacheWrite: perMillion('cacheWrite'),
    cacheWrite1h: perMillion('cacheWrite1h'),
    inputAudio: perMillion('inputAudio'),
    outputAudio: perMillion('outputAudio'),
    reasoning: perMillion('reasoning'),
    search: units['search'] === undefined ? null : amount(units['search'], 15),
  };
}

/** `00:30:00Z` → 30. */
function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function amount(text: string, scale: number): bigint {
  const value = parseScaled(text, scale);
  if (value === null) throw new Error(`The price catalogue holds "${text}", which is no decimal.`);
  return value;
}
