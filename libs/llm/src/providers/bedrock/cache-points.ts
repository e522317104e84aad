import { type Json, type JsonObject } from '@tollgate/core';
import { type CacheMark } from '../../chat/chat-request.js';
import { type BedrockTraits } from './model-traits.js';

/** Most cache points of one request. Source: Bedrock user guide, "Prompt caching". */
const MOST_POINTS = 4;

/** A block of its own after the block that is marked (B11c); none for models that refuse it, for marks are only a hint. */
export function cachePoint(cache: CacheMark | undefined, traits: BedrockTraits): JsonObject[] {
  if (cache === undefined || !traits.cachePoints) return [];
  return [{ cachePoint: { type: 'default', ...(cache.ttl === '1h' ? { ttl: '1h' } : {}) } }];
}

/** Takes the first points out when there are more than four: the later ones cover more of the prompt. Changes the lists. */
export function limitCachePoints(lists: readonly Json[][]): void {
  let surplus = lists.flat().filter(isPoint).length - MOST_POINTS;
  for (const list of lists) {
    for (let at = 0; at < list.length && surplus > 0;) {
      if (!isPoint(list[at])) at += 1;
      else {
        list.splice(at, 1);
        surplus -= 1;
      }
    }
  }
}

function isPoint(block: Json | undefined): boolean {
  return typeof block === 'object' && block !== null && 'cachePoint' in block;
}
