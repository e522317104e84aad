import { isJsonObject } from '@tollgate/core';
import { type AzureAdCredential } from '@tollgate/llm';
import { type Obtained } from './refreshed.js';

const AUTHORITY = 'https://login.microsoftonline.com';

/** The authority answers within this time. */
const TIMEOUT_MS = 10_000;

/**
 * An access token of Microsoft Entra ID, by the client credentials grant or for a user name and password. National clouds
 * have other authorities, as everywhere named by `AZURE_AUTHORITY_HOST`. @throws when it is refused.
 * Source: RFC 6749 §4.3 and §4.4; Microsoft Learn, "Microsoft identity platform".
 */
export async function azureAdToken(
  credential: AzureAdCredential,
  authority = process.env['AZURE_AUTHORITY_HOST'] ?? AUTHORITY,
): Promise<Obtained<string>> {
  const tenant = encodeURIComponent(credential.tenantId);
  const response = await fetch(`${authority.replace(/\/+$/, '')}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(grantOf(credential)),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const reply: unknown = await response.json().catch(() => null);
  const token = isJsonObject(reply) ? reply['access_token'] : undefined;
  if (typeof token !== 'string') throw new Error(`Entra ID answered ${response.status}: ${reasonOf(reply)}`);
  const seconds = isJsonObject(reply) ? Number(reply['expires_in']) : NaN;
  return { value: token, expiresAtMs: Date.now() + (Number.isFinite(seconds) ? seconds : 600) * 1000 };
}

function grantOf(credential: AzureAdCredential): Record<string, string> {
  const { clientId, clientSecret, username, password, scope } = credential;
  const client = {
    client_id: clientId,
    scope,
    ...(clientSecret === null ? {} : { client_secret: clientSecret }),
  };
  if (username !== null && password !== null)
    return { ...client, grant_type: 'password', username, password };
  return { ...client, grant_type: 'client_credentials' };
}

/** `invalid_client: AADSTS7000215: Invalid client secret provided …`, without trace ids. */
function reasonOf(reply: unknown): string {
  if (!isJsonObject(reply)) return 'not JSON';
  const { error, error_description: description } = reply;
  const code = typeof error === 'string' ? error : 'unknown error';
  const first = typeof description === 'string' ? (description.split(/\r?\n| Trace ID/, 1)[0] ?? '') : '';
  return `${code}: ${first}`.slice(0, 300);
}
