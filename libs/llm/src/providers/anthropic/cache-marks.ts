import { type JsonObject } from '@tollgate/core';

/** "A maximum of 4 blocks with cache_control may be provided." */
const MOST_MARKS = 4;

/** Takes the first marks off when there are more than four: the later ones cover more of the prompt. Changes the blocks. */
export function limitCacheMarks(blocks: readonly JsonObject[]): void {
  const marked = blocks.filter((block) => block['cache_control'] !== undefined);
  for (const block of marked.slice(0, Math.max(0, marked.length - MOST_MARKS))) delete block['cache_control'];
}
