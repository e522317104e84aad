import { type Failure, isJsonObject } from '@tollgate/core';
import { type CallOptions, wrong } from './call-options.js';
import { cleanText } from './clean-text.js';
import { ruleOf } from './gateway-members.js';

const MOST_FALLBACKS = 10;
/** How the client is answered is settled by its own request. */
const NOT_FOR_FALLBACKS = new Set(['stream', 'stream_options', 'n', 'user', 'safety_identifier']);

type FallbackOptions = { -readonly [K in 'fallbacks' | 'fallbackMembers']: CallOptions[K] };

/** Reads `fallbacks` and `disable_fallbacks`: names, or maps of a name and members of the body that are others for it. */
export function readFallbacks(
  values: ReadonlyMap<string, unknown>,
  options: FallbackOptions,
): Failure | null {
  const given = values.get('fallbacks');
  if (values.get('disable_fallbacks') === true || given === null) {
    options.fallbacks = [];
    return null;
  }
  if (given === undefined) return null;
  if (!Array.isArray(given) || given.length > MOST_FALLBACKS)
    return wrong('fallbacks', `a list of at most ${MOST_FALLBACKS} model names`);
  const names: string[] = [];
  const members = new Map<string, Readonly<Record<string, unknown>>>();
  const items: readonly unknown[] = given;
  for (const [i, item] of items.entries()) {
    const { model, ...others }: Record<string, unknown> = isJsonObject(item) ? item : { model: item };
    if (typeof model !== 'string') return wrong(`fallbacks[${i}]`, 'a model name or {"model": …}');
    const foreign = Object.keys(others).find((name) => ruleOf(name) !== null || NOT_FOR_FALLBACKS.has(name));
    if (foreign !== undefined) {
      const param = `fallbacks[${i}].${cleanText(foreign, 64)}`;
      return { class: 'UnsupportedParamsError', message: `A fallback cannot change '${param}'.`, param };
    }
    names.push(model);
    if (Object.keys(others).length > 0) members.set(model, others);
  }
  options.fallbacks = names;
  if (members.size > 0) options.fallbackMembers = members;
  return null;
}
