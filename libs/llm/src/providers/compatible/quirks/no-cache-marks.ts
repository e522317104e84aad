import { isJsonObject, type Json } from '@tollgate/core';
import { type ListRule } from './rule.js';

/** `cache_control` is Anthropic's: others refuse it as an unknown field. Removed from blocks, calls and tools; order stays. */
function withoutMarks(value: Json, depth: number): Json {
  if (Array.isArray(value)) return value.map((item) => withoutMarks(item, depth));
  if (!isJsonObject(value) || depth === 0) return value;
  const entries = Object.entries(value).filter(([member]) => member !== 'cache_control');
  return Object.fromEntries(
    // A tool's schema may have a property of that name: look no deeper than where marks can stand.
    entries.map(([member, item]) => [
      member,
      item === undefined || member === 'parameters' ? item : withoutMarks(item, depth - 1),
    ]),
  );
}

export const noCacheMarks: readonly ListRule[] = (['messages', 'tools'] as const).map((member) => ({
  kind: 'list',
  member,
  clues: ['"cache_control"'],
  rewrite: (items) => items.map((item) => withoutMarks(item, 4)).filter(isJsonObject),
}));
