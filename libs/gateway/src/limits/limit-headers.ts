import { type LimitScope } from '@tollgate/core';
import { type ScopeCounter } from './scope-counter.js';

/**
 * `x-ratelimit-*` headers: the plain names for the scope that is nearest to the caller, and each scope under its own name.
 * Never negative.
 */
export function limitHeaders(
  scopes: readonly LimitScope[],
  counterOf: (scope: LimitScope) => ScopeCounter,
  now: number,
): readonly string[] {
  const headers: string[] = [];
  let requestsTold = false;
  let tokensTold = false;
  for (const scope of scopes) {
    const { requestsPerMinute, tokensPerMinute } = scope;
    if (requestsPerMinute === null && tokensPerMinute === null) continue;
    const counter = counterOf(scope);
    const who = scope.kind === 'key' ? 'api_key' : scope.kind;
    const reset = `${counter.secondsLeft(now)}s`;
    if (requestsPerMinute !== null) {
      const left = String(Math.max(0, requestsPerMinute - counter.requests));
      const limit = String(requestsPerMinute);
      if (!requestsTold) headers.push(...plain('requests', limit, left, reset));
      headers.push(`x-ratelimit-${who}-limit-requests`, limit, `x-ratelimit-${who}-remaining-requests`, left);
      requestsTold = true;
    }
    if (tokensPerMinute !== null) {
      const left = String(Math.max(0, tokensPerMinute - counter.tokens));
      const limit = String(tokensPerMinute);
      if (!tokensTold) headers.push(...plain('tokens', limit, left, reset));
      headers.push(`x-ratelimit-${who}-limit-tokens`, limit, `x-ratelimit-${who}-remaining-tokens`, left);
      tokensTold = true;
    }
  }
  return headers;
}

function plain(what: 'requests' | 'tokens', limit: string, left: string, reset: string): string[] {
  return [
    `x-ratelimit-limit-${what}`,
    limit,
    `x-ratelimit-remaining-${what}`,
    left,
    `x-ratelimit-reset-${what}`,
    reset,
  ];
}
