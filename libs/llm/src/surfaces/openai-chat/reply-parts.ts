import { type JsonObject } from '@tollgate/core';

/** A tool-call id for an upstream that gives none: unique to the reply, at most 40 characters of `[A-Za-z0-9_]`. */
export function callIdOf(replyId: string, choice: number, call: number): string {
  const unique = replyId
    .replace(/^chatcmpl-/, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(-24);
  return `call_${unique}_${choice === 0 ? '' : `${choice}_`}${call}`;
}

/** A stretch of reasoning as clients send it back; none when there is nothing the provider needs again. */
export function thinkingBlock(text: string, signature: string | null, redacted: string | null): JsonObject[] {
  if (redacted !== null) return [{ type: 'redacted_thinking', data: redacted }];
  return signature === null ? [] : [{ type: 'thinking', thinking: text, signature }];
}
