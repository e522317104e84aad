import { type FallbackType, type SettingView } from '@tollgate/core';
import { isRecord } from '../../shared/api/json-shape.js';

/** The setting that holds the fallbacks of a kind. */
export const FALLBACK_SETTINGS: Readonly<Record<FallbackType, string>> = {
  general: 'fallbacks',
  context_window: 'context_window_fallbacks',
  content_policy: 'content_policy_fallbacks',
};

/** Model → what is tried in its place, in order; `[{"gpt": ["claude"]}]` as the configuration has it. */
export function fallbackLists(value: unknown): Map<string, string[]> {
  const entries = Array.isArray(value) ? value.filter(isRecord) : [];
  return new Map(
    entries.flatMap((entry) =>
      Object.entries(entry).map(
        ([model, models]) => [model, Array.isArray(models) ? models.map(nameOf) : []] as const,
      ),
    ),
  );
}

/** Models among whose fallbacks are some with messages or parameters of their own: a plain list would lose them. */
export function modelsWithParameters(value: unknown): ReadonlySet<string> {
  const entries = Array.isArray(value) ? value.filter(isRecord) : [];
  const found = entries.flatMap((entry) =>
    Object.entries(entry).filter(([, models]) => Array.isArray(models) && models.some(isRecord)),
  );
  return new Set(found.map(([model]) => model));
}

/** A fallback with messages or parameters of its own is an object that names its model. */
function nameOf(fallback: unknown): string {
  if (typeof fallback === 'string') return fallback;
  const model = isRecord(fallback) ? fallback.model : undefined;
  return typeof model === 'string' ? model : JSON.stringify(fallback);
}

export const valueOf = (settings: readonly SettingView[], name: string): unknown =>
  settings.find((setting) => setting.field_name === name)?.field_value;

/**
 * The way on which fallbacks lead back to a model: `gpt → claude → gpt`; null: there is none.
 * @param models what is chosen for it, in place of what the lists say
 */
export function loopOf(
  model: string,
  models: readonly string[],
  lists: ReadonlyMap<string, readonly string[]>,
): string[] | null {
  const seen = new Set<string>();
  const follow = (path: readonly string[]): string[] | null => {
    const last = path.at(-1) ?? model;
    if (path.length > 1 && last === model) return [...path];
    if (seen.has(last)) return null;
    seen.add(last);
    for (const next of path.length === 1 ? models : (lists.get(last) ?? [])) {
      const found = follow([...path, next]);
      if (found) return found;
    }
    return null;
  };
  return follow([model]);
}
