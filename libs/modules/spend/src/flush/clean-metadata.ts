import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { cleanText } from './clean-text.js';

export const METADATA_BYTES_MAX = 65_536;
const DEPTH_MAX = 16;
const KEY_MAX = 256;

/**
 * Metadata that fits a jsonb column: characters cleaned, nesting cut at 16 levels, at most 64 KiB in all. Members that
 * do not fit any more are left out and named in `_left_out`, so one huge member costs at most itself.
 */
export function cleanMetadata(metadata: unknown): JsonObject {
  if (!isJsonObject(metadata)) return {};
  const kept: [string, Json][] = [];
  const leftOut: string[] = [];
  let room = METADATA_BYTES_MAX;
  for (const [name, value] of Object.entries(metadata)) {
    if (value === undefined) continue;
    const member: [string, Json] = [cleanText(name, KEY_MAX), cleanJson(value, DEPTH_MAX)];
    const size = Buffer.byteLength(JSON.stringify(member));
    if (size <= room) {
      kept.push(member);
      room -= size;
    } else if (leftOut.length < 20) {
      leftOut.push(member[0]);
    }
  }
  if (leftOut.length > 0) kept.push(['_left_out', leftOut]);
  return Object.fromEntries(kept);
}

function cleanJson(value: Json, depthLeft: number): Json {
  if (typeof value === 'string') return cleanText(value, METADATA_BYTES_MAX);
  if (typeof value !== 'object' || value === null) return value;
  if (depthLeft === 0) return null;
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, depthLeft - 1));
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) members.push([cleanText(name, KEY_MAX), cleanJson(member, depthLeft - 1)]);
  }
  return Object.fromEntries(members);
}
