import { list, listOrOne, singleKey } from '../types/collections.js';
import { text } from '../types/scalars.js';

/** `[{"group": ["other", "another"]}, …]`: each item one group and what to try when it fails. */
export const fallbackList = list(
  singleKey(listOrOne(text('a model name'))),
  'a list of {model: [fallback, …]}, one key an item',
);

export const modelNames = listOrOne(text('a model name'));
