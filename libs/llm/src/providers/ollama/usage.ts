import { isJsonObject, type Json, NO_USAGE, type Usage } from '@tollgate/core';
import { count } from '../count.js';

/** Counts of a reply's last line: `prompt_eval_count` is the whole prompt, `eval_count` includes thinking. */
export function readUsage(reply: Json): Usage | null {
  if (!isJsonObject(reply)) return null;
  if (reply['prompt_eval_count'] === undefined && reply['eval_count'] === undefined) return null;
  return {
    ...NO_USAGE,
    inputTokens: count(reply['prompt_eval_count']),
    outputTokens: count(reply['eval_count']),
  };
}
