import { type Candidate } from '../stats/deployment-stats.js';

/** What a model may be unable to do, by the names of `model_info`: `supports_vision` … */
export const CAPABILITIES = [
  'response_schema',
  'function_calling',
  'vision',
  'audio_input',
  'pdf_input',
  'web_search',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What is known of a deployment beforehand, to hold calls against. */
export interface Fitness {
  /** Largest prompt, in tokens. */
  readonly maxInputTokens: number | null;
  /** As the cloud names it: `eu-west-1`, `westeurope`. */
  readonly region: string | null;
  /** What it is said not to be able to do. */
  readonly lacks: readonly Capability[];
}

/** What a call needs of a deployment, found out before it is sent. */
export interface CallNeeds {
  /** Tokens of the prompt, as they are likely to be counted. */
  readonly promptTokens: number;
  /** `eu`, `us`, or a region's own name; null: any will do. */
  readonly region: string | null;
  readonly capabilities: readonly Capability[];
}

export type Unfitness = 'context-window' | 'region' | 'capability';

/** Why a deployment could not serve such a call; null: nothing speaks against it. What is not known is no obstacle, save a region. */
export function unfitnessOf({ deployment }: Candidate, needs: CallNeeds): Unfitness | null {
  const { fitness } = deployment;
  if (needs.region !== null && !isIn(fitness?.region ?? null, needs.region)) return 'region';
  if (!fitness) return null;
  if (needs.capabilities.some((capability) => fitness.lacks.includes(capability))) return 'capability';
  const { maxInputTokens } = fitness;
  return maxInputTokens !== null && needs.promptTokens > maxInputTokens ? 'context-window' : null;
}

/** Azure's names of regions in Europe and the United States; those of AWS and Google begin with the continent. */
const AZURE_REGIONS: Readonly<Record<string, RegExp>> = {
  eu: /^(?:west|north)europe$|^(?:france|germany|sweden|poland|italy|spain|norway|switzerland)/,
  us: /^(?:east|west|central|northcentral|southcentral|westcentral)us\d*$/,
};

function isIn(region: string | null, wanted: string): boolean {
  if (region === null) return false;
  const name = region.toLowerCase();
  if (name === wanted || name === `${wanted}-multi-region`) return true;
  const azure = AZURE_REGIONS[wanted];
  return azure !== undefined && (azure.test(name) || name.startsWith(wanted === 'eu' ? 'eu' : 'us-'));
}
