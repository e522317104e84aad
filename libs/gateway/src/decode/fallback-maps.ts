import { type Failure, isJsonObject } from '@tollgate/core';
import { type FallbackMap } from '@tollgate/routing';

/** Lists and names a client may send. */
const MOST_NAMES = 10;

interface FallbackMaps {
  contextWindowFallbacks: FallbackMap | null;
  contentPolicyFallbacks: FallbackMap | null;
}

/** Reads `context_window_fallbacks` and `content_policy_fallbacks`: `[{"group": ["other", …]}, …]`. */
export function readFallbackMaps(
  values: ReadonlyMap<string, unknown>,
  options: FallbackMaps,
): Failure | null {
  for (const [member, field] of [
    ['context_window_fallbacks', 'contextWindowFallbacks'],
    ['content_policy_fallbacks', 'contentPolicyFallbacks'],
  ] as const) {
    const given = values.get(member) ?? null;
    if (given === null) continue;
    const map = fallbackMap(given);
    if (map === null) return notSuchAList(member);
    options[field] = map;
  }
  return null;
}

function fallbackMap(given: unknown): FallbackMap | null {
  if (!Array.isArray(given) || given.length > MOST_NAMES) return null;
  const map = new Map<string, readonly string[]>();
  for (const item of given) {
    if (!isJsonObject(item)) return null;
    for (const [group, names] of Object.entries(item)) {
      if (!isListOfNames(names)) return null;
      map.set(group, names);
    }
  }
  return map;
}

function isListOfNames(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length <= MOST_NAMES && value.every((name) => typeof name === 'string')
  );
}

function notSuchAList(param: string): Failure {
  return {
    class: 'BadRequestError',
    message: `'${param}' must be a list of at most ${MOST_NAMES} maps {"model": ["fallback", …]}.`,
    param,
  };
}
