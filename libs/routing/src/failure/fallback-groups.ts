import { type ErrorClass } from '@tollgate/core';

/** Group → what to try in its place, in this order; `*` stands for every group without an entry. */
export type FallbackMap = ReadonlyMap<string, readonly string[]>;

/** Where fallbacks are configured. */
export interface FallbackLists {
  readonly fallbacks: FallbackMap;
  readonly contextWindowFallbacks: FallbackMap | null;
  readonly contentPolicyFallbacks: FallbackMap | null;
  readonly defaultFallbacks: readonly string[];
}

const NONE: readonly string[] = [];

/**
 * What to try in place of a group. A prompt that is too long, or refused for its content, has lists of its own; where such
 * a list is configured but does not name the group, nothing else is tried for such a prompt.
 * @param errorClass of the failure; null: the group has nothing in service.
 */
export function fallbackGroups(
  lists: FallbackLists,
  group: string,
  errorClass: ErrorClass | null,
): readonly string[] {
  const special = specialList(lists, errorClass);
  if (special) return entryOf(special, group) ?? NONE;
  return entryOf(lists.fallbacks, group) ?? lists.defaultFallbacks;
}

function specialList(lists: FallbackLists, errorClass: ErrorClass | null): FallbackMap | null {
  if (errorClass === 'ContextWindowExceededError') return lists.contextWindowFallbacks;
  if (errorClass === 'ContentPolicyViolationError') return lists.contentPolicyFallbacks;
  return null;
}

/** Of the group by its name, with or without the name of a provider in front, or of all groups. */
function entryOf(map: FallbackMap, group: string): readonly string[] | undefined {
  if (map.size === 0) return undefined;
  const slash = group.indexOf('/');
  return map.get(group) ?? (slash < 0 ? undefined : map.get(group.slice(slash + 1))) ?? map.get('*');
}
