import { type PicoUsd, NO_USAGE } from '@tollgate/core';
import { costOf, isChat, type Operation } from '@tollgate/llm';
import { type Deployment } from '@tollgate/routing';
import { type DecodedRequest } from '../decode/decode-request.js';

/** Reserved for a reply whose request sets no bound and whose model is not known to have one. */
export const DEFAULT_OUTPUT_TOKENS = 4_096;
/** Reserved for an image in place of its base64 text. */
const TOKENS_PER_IMAGE = 1_600;
const BASE64_MARK = ';base64,';

/** At most so many tokens a chat body's prompt has, roughly: a token for three bytes, images counted as such. */
export function promptTokens(text: string): number {
  let bytes = text.length;
  let images = 0;
  for (let at = text.indexOf(BASE64_MARK); at >= 0; at = text.indexOf(BASE64_MARK, at + 1)) {
    const end = text.indexOf('"', at);
    if (end < 0) break;
    bytes -= end - at;
    images += 1;
    at = end;
  }
  return Math.ceil(bytes / 3) + images * TOKENS_PER_IMAGE;
}

/** At most so many tokens the reply will have. */
export function outputTokens(decoded: DecodedRequest, deployment: Deployment): number {
  if (!writesText(decoded.operation)) return 0;
  const known = deployment.info['max_output_tokens'];
  const most = typeof known === 'number' && known > 0 ? known : DEFAULT_OUTPUT_TOKENS;
  return (decoded.maxOutputTokens ?? Math.min(most, DEFAULT_OUTPUT_TOKENS)) * decoded.choices;
}

/** Vectors, rankings and verdicts have no tokens; pictures and speech are not bounded by what a text may have. */
function writesText(operation: Operation): boolean {
  return isChat(operation) || operation === 'completions';
}

/** At most so much a call costs at a deployment; 0 when the price is unknown. */
export function boundOf(decoded: DecodedRequest, deployment: Deployment): PicoUsd {
  return costBound(promptTokens(decoded.text), outputTokens(decoded, deployment), deployment) ?? 0n;
}

/** At most so much the call will cost; null when the price is unknown. */
export function costBound(prompt: number, output: number, deployment: Deployment): PicoUsd | null {
  if (!deployment.prices) return null;
  return costOf({ ...NO_USAGE, inputTokens: prompt, outputTokens: output }, deployment.prices);
}
