import { type LimitScope } from '../keys/key-context.js';

/** Where the minute of a scope stands. */
export interface ScopeMinute {
  readonly requests: number;
  /** Used and held. */
  readonly tokens: number;
  readonly secondsLeft: number;
}

/**
 * `x-ratelimit-*` headers, as a flat list of names and values: the plain names for the scope that is nearest to the caller,
 * and each scope under its own name. Never negative.
 */
export function limitHeaders(
  scopes: readonly LimitScope[],
  minuteOf: (scope: LimitScope, place: number) => ScopeMinute,
): readonly string[] {
  const headers: string[] = [];
  let requestsTold = false;
  let tokensTold = false;
  for (const [place, scope] of scopes.entries()) {
    const { requestsPerMinute, tokensPerMinute } = scope;
    if (requestsPerMinute === null && tokensPerMinute === null) continue;
    const minute = minuteOf(scope, place);
    const who = levelOf(scope);
    const reset = `${minute.secondsLeft}s`;
    if (requestsPerMinute !== null) {
      const left = String(Math.max(0, requestsPerMinute - minute.requests));
      const limit = String(requestsPerMinute);
      if (!requestsTold) headers.push(...plain('requests', limit, left, reset));
      headers.push(`x-ratelimit-${who}-limit-requests`, limit, `x-ratelimit-${who}-remaining-requests`, left);
      requestsTold = true;
    }
    if (tokensPerMinute !== null) {
      const left = String(Math.max(0, tokensPerMinute - minute.tokens));
      const limit = String(tokensPerMinute);
      if (!tokensTold) headers.push(...plain('tokens', limit, left, reset));
      headers.push(`x-ratelimit-${who}-limit-tokens`, limit, `x-ratelimit-${who}-remaining-tokens`, left);
      tokensTold = true;
    }
  }
  return headers;
}

/** What clients and header names call the level of a limit. */
export function levelOf({ kind, model }: LimitScope): string {
  if (model !== undefined) return `model_per_${kind}`;
  return kind === 'key' ? 'api_key' : kind;
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
