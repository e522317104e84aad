import { type ClientRequest, type ClientResponse } from '../pipeline/client.js';
import { type GatewaySettings } from '../ports/ports.js';

/** Response headers scripts of other origins may read. */
const EXPOSED = [
  'x-litellm-call-id',
  'x-litellm-model-id',
  'x-litellm-response-cost',
  'x-litellm-key-spend',
  'retry-after',
  'x-ratelimit-limit-requests',
  'x-ratelimit-remaining-requests',
  'x-ratelimit-limit-tokens',
  'x-ratelimit-remaining-tokens',
].join(', ');
const METHODS = 'GET, POST, PUT, PATCH, DELETE, OPTIONS';
const TOKEN_LIST = /^[\w\-, ]{1,1024}$/;

/** Headers that let a script of an allowed origin read the answer; none when the request comes from no script. */
export function corsHeaders(req: ClientRequest, settings: GatewaySettings): readonly string[] {
  const { origin } = req.headers;
  if (origin === undefined) return NONE;
  if (settings.corsOrigins.includes('*'))
    return ['access-control-allow-origin', '*', 'access-control-expose-headers', EXPOSED];
  if (!settings.corsOrigins.includes(origin)) return NONE;
  return ['access-control-allow-origin', origin, 'vary', 'Origin', 'access-control-expose-headers', EXPOSED];
}

const NONE: readonly string[] = [];

/** Answers a preflight request. Keys travel in headers, so no credentials of the browser are ever allowed. */
export function answerPreflight(req: ClientRequest, res: ClientResponse, settings: GatewaySettings): void {
  const asked = req.headers['access-control-request-headers'];
  const headers = [...corsHeaders(req, settings)];
  if (headers.length > 0)
    headers.push(
      'access-control-allow-methods',
      METHODS,
      'access-control-allow-headers',
      typeof asked === 'string' && TOKEN_LIST.test(asked) ? asked : 'authorization, content-type',
      'access-control-max-age',
      '600',
    );
  res.writeHead(204, headers);
  res.end();
}
