import { type Target } from '../provider.js';

/** What sets one generation of Claude apart from another, as far as a request must respect it. */
export interface ModelTraits {
  /** Largest `max_tokens`; it is sent when the client gives no bound, for Anthropic requires one. */
  readonly maxOutputTokens: number;
  /** `budget`: `thinking.type: "enabled"` with a budget; `adaptive`: `thinking.type: "adaptive"` with an effort. */
  readonly thinking: 'none' | 'budget' | 'adaptive';
  /** May the last turn be the assistant's, to be continued? */
  readonly prefill: boolean;
  /** Does it take temperature, top_p and top_k? `one`: temperature or top_p, not both. */
  readonly sampling: 'all' | 'one' | 'none';
  /** `output_config.format` and `strict` tools. */
  readonly structuredOutput: boolean;
}

/** Generation (major × 100 + minor), and family where it matters. */
interface Generation {
  readonly number: number;
  readonly family: string;
}

const NEWEST = 9999;

/**
 * Traits of a model by its name, or by `base_model` where the name says nothing. Names of the future count as the newest
 * generation, names that are no Claude's as 4.5, the last that takes everything.
 * Source: Anthropic's models overview, "Adaptive thinking", "Structured outputs" and migration guides, read November 2026.
 */
export function traitsOf(target: Target): ModelTraits {
  const base = target.params['base_model'];
  const { number, family } = generationOf(typeof base === 'string' ? base : target.model);
  return {
    maxOutputTokens: maxOutputOf(number, family),
    thinking: number >= 406 ? 'adaptive' : number >= 307 ? 'budget' : 'none',
    prefill: number < 406,
    sampling: number >= 407 ? 'none' : number >= 401 ? 'one' : 'all',
    structuredOutput: number >= 405,
  };
}

function maxOutputOf(number: number, family: string): number {
  if (number < 305) return 4_096;
  if (number < 307) return 8_192;
  if (family !== 'opus') return 64_000;
  if (number <= 401) return 32_000;
  return number < 406 ? 64_000 : 128_000;
}

/** `claude-3-5-sonnet-20241022`, `claude-opus-4-1@20250805`, `anthropic.claude-sonnet-4-20250514-v1:0` … */
function generationOf(model: string): Generation {
  const name = model.toLowerCase().replaceAll('.', '-');
  const modern = /claude-([a-z]+)-(\d{1,2})(?:-(\d{1,2}))?(?![\d])/.exec(name);
  if (modern) return { family: modern[1] ?? '', number: Number(modern[2]) * 100 + Number(modern[3] ?? 0) };
  const older = /claude-(\d)(?:-(\d))?(?:-([a-z]+))?(?![\d])/.exec(name);
  if (older) return { family: older[3] ?? '', number: Number(older[1]) * 100 + Number(older[2] ?? 0) };
  if (/claude-instant/.test(name)) return { family: 'instant', number: 100 };
  return /claude-[a-z]/.test(name) ? { family: '', number: NEWEST } : { family: '', number: 405 };
}
