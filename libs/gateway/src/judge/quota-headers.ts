import { type Call } from '../pipeline/call.js';
import { type FlatHeaders } from '../send/upstream-headers.js';

/**
 * What Anthropic says of its quotas beside a refusal, for clients of its API: they tell a quota that is used up from a short
 * throttle by it. Nothing where another group's refusal is told.
 */
export function quotaHeaders({ decoded, route }: Call, upstream: FlatHeaders): string[] {
  const headers: string[] = [];
  if (decoded.operation !== 'messages' || !route || route.fallbacks > 0) return headers;
  for (let i = 0; i + 1 < upstream.length; i += 2) {
    const name = upstream[i] ?? '';
    if (name.startsWith('anthropic-ratelimit-')) headers.push(name, upstream[i + 1] ?? '');
  }
  return headers;
}
