import { isJsonObject, type JsonObject } from '@tollgate/core';

/** A JSON object with a merge patch laid over it: null takes a member away, objects are merged, all else replaces. RFC 7386. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: JsonObject = { ...target };
  for (const [member, value] of Object.entries(patch)) {
    const before = merged[member];
    if (value === null) delete merged[member];
    else if (isJsonObject(value)) merged[member] = mergePatch(isJsonObject(before) ? before : {}, value);
    else if (value !== undefined) merged[member] = value;
  }
  return merged;
}
