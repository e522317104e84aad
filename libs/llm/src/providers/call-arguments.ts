import { isJsonObject, type JsonObject } from '@tollgate/core';

/** Arguments of a tool call of the history, for APIs that take them as an object. `""` counts as `{}`; null: no object. */
export function readCallArguments(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
