import { formatUsd, type PicoUsd } from '@tollgate/core';
import { corsHeaders } from '../claim/cors.js';
import { wellFormed } from '../decode/clean-text.js';
import { type Call } from '../pipeline/call.js';
import { type FlatHeaders } from '../send/upstream-headers.js';

/** Upstream headers that say nothing to a client, or something that is not true of our own connection. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'content-encoding',
  'content-type',
  'set-cookie',
  'date',
  'server',
  'vary',
  'via',
  'alt-svc',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'strict-transport-security',
  'x-powered-by',
]);
const RATE_LIMIT = /^x-ratelimit-(?:limit|remaining|reset)-(?:requests|tokens)$/;
const MOST_PASSED_ON = 32;

/** Everything a response says about its call besides the body. `cost` is null on streams, whose headers leave first. */
export function responseHeaders(
  call: Call,
  upstream: FlatHeaders,
  cost: PicoUsd | null,
  spend: PicoUsd,
): string[] {
  const { deployment, settings, route } = call;
  const headers = ['x-litellm-call-id', call.callId, 'x-litellm-version', settings.version];
  if (call.decoded.operation === 'messages') headers.push('request-id', call.callId);
  if (deployment) headers.push('x-litellm-model-id', headerText(deployment.id));
  if (route) headers.push('x-litellm-model-group', headerText(route.group.name));
  if (deployment?.target.baseUrl)
    headers.push('x-litellm-model-api-base', bareUrl(deployment.target.baseUrl));
  if (cost !== null && cost > 0n) headers.push('x-litellm-response-cost', formatUsd(cost));
  headers.push('x-litellm-key-spend', formatUsd(spend));
  const duration = performance.now() - call.startedTick;
  headers.push(
    'x-litellm-response-duration-ms',
    duration.toFixed(2),
    'x-litellm-overhead-duration-ms',
    Math.max(0, duration - call.upstreamMs).toFixed(2),
    'x-litellm-attempted-retries',
    String(route?.retries ?? 0),
    'x-litellm-attempted-fallbacks',
    String(route?.fallbacks ?? 0),
  );
  pushKeyLimits(headers, call);
  pushAll(headers, call.reservation?.headers ?? NONE);
  pushAll(headers, corsHeaders(call.req, settings));
  pushUpstream(headers, upstream, !call.scopes.some(limitsRate));
  return headers;
}

const NONE: readonly string[] = [];

function pushAll(headers: string[], more: readonly string[]): void {
  for (const text of more) headers.push(text);
}

function limitsRate(scope: { requestsPerMinute: number | null; tokensPerMinute: number | null }): boolean {
  return scope.requestsPerMinute !== null || scope.tokensPerMinute !== null;
}

function pushKeyLimits(headers: string[], { key }: Call): void {
  for (const scope of key.scopes) {
    if (scope.kind !== 'key') continue;
    if (scope.tokensPerMinute !== null)
      headers.push('x-litellm-key-tpm-limit', String(scope.tokensPerMinute));
    if (scope.requestsPerMinute !== null)
      headers.push('x-litellm-key-rpm-limit', String(scope.requestsPerMinute));
  }
  if (key.maxBudget !== null) headers.push('x-litellm-key-max-budget', formatUsd(key.maxBudget));
}

/** Upstream headers under `llm_provider-`; its rate limits also under their own names when the key has none. */
function pushUpstream(headers: string[], upstream: FlatHeaders, withRateLimits: boolean): void {
  let left = MOST_PASSED_ON;
  for (let i = 0; i + 1 < upstream.length && left > 0; i += 2) {
    const name = upstream[i] ?? '';
    if (NOT_PASSED_ON.has(name)) continue;
    const value = headerText(upstream[i + 1] ?? '');
    left -= 1;
    headers.push(`llm_provider-${name}`, value);
    if (withRateLimits && RATE_LIMIT.test(name)) headers.push(name, value);
  }
}

const PRINTABLE = /^[\x20-\x7e]*$/;

/** A text that can stand in a header, whatever a configuration or an upstream put into it. */
export function headerText(text: string): string {
  return PRINTABLE.test(text) ? text : encodeURIComponent(wellFormed(text));
}

const bareUrls = new Map<string, string>();

/** An address without query and credentials. */
function bareUrl(text: string): string {
  const known = bareUrls.get(text);
  if (known !== undefined) return known;
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url ? `${url.origin}${url.pathname}` : '';
  if (bareUrls.size < 10_000) bareUrls.set(text, bare);
  return bare;
}
