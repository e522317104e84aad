/** Request headers as Node gives them: names in lower case. */
export type HeaderMap = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the headers of a request say about its key. `malformed`: an Authorization header without a known scheme. */
export type PresentedKey = { state: 'given'; key: string } | { state: 'none' } | { state: 'malformed' };

/** Headers that hold a bare key, in the order they are asked; SDKs of Azure, Anthropic and Google use them. */
const BARE_KEY_HEADERS = ['api-key', 'x-api-key', 'x-goog-api-key', 'ocp-apim-subscription-key'] as const;
const SCHEME = /^(?:bearer|basic)\s+/i;
const SIGV4_CREDENTIAL = /^AWS4-HMAC-SHA256 .*Credential=Bearer ([^/,\s]+)/;

/**
 * Finds the gateway key of a request; the first header that holds one wins. Several at once are fine.
 * Source: contract of the management and the data plane, "where the key may be".
 * @param ownHeader `general_settings.litellm_key_header_name`, lower case; null when not configured.
 */
export function presentedKey(headers: HeaderMap, ownHeader: string | null = null): PresentedKey {
  const preferred =
    (ownHeader && withoutScheme(text(headers[ownHeader]))) ||
    withoutScheme(text(headers['x-litellm-api-key']));
  if (preferred) return { state: 'given', key: preferred };
  const authorization = text(headers['authorization']);
  const bearer = SCHEME.test(authorization) ? withoutScheme(authorization) : signedKey(authorization);
  if (bearer) return { state: 'given', key: bearer };
  for (const name of BARE_KEY_HEADERS) {
    const key = text(headers[name]);
    if (key) return { state: 'given', key };
  }
  return authorization === '' ? { state: 'none' } : { state: 'malformed' };
}

/** Key inside an AWS Signature V4 header, as Bedrock SDKs that were given the key as their access id send it. */
function signedKey(authorization: string): string {
  return SIGV4_CREDENTIAL.exec(authorization)?.[1] ?? '';
}

function withoutScheme(value: string): string {
  return value.replace(SCHEME, '').trim();
}

function text(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}
