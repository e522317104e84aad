import { isJsonObject } from '@tollgate/core';
import { type GoogleCredential } from '@tollgate/llm';
import { type Obtained } from './refreshed.js';

/** Life of a token whose end is not told; Google's usual is an hour. */
const SHORT_LIFE_MS = 10 * 60_000;

/**
 * An access token of Google Cloud for a service account, an external account (workload identity), a user's or the
 * machine's own identity. The library is loaded when the first deployment needs it. @throws when it is refused.
 */
export async function googleToken(credential: GoogleCredential): Promise<Obtained<string>> {
  const { GoogleAuth } = await import('google-auth-library');
  const auth = new GoogleAuth({ scopes: [...credential.scopes], ...sourceOf(credential.credentials) });
  const client = await auth.getClient();
  const { token } = await client.getAccessToken();
  if (!token) throw new Error('Google gave no access token');
  return { value: token, expiresAtMs: client.credentials.expiry_date ?? Date.now() + SHORT_LIFE_MS };
}

/** JSON text, or the path of a file; neither: application default credentials. */
function sourceOf(credentials: string | null): { credentials?: object; keyFilename?: string } {
  if (credentials === null) return {};
  if (!credentials.startsWith('{')) return { keyFilename: credentials };
  let parsed: unknown;
  try {
    parsed = JSON.parse(credentials);
  } catch {
    // The parser's own words would quote the key.
    throw new Error('vertex_credentials is not valid JSON');
  }
  if (!isJsonObject(parsed)) throw new Error('vertex_credentials is not a JSON object');
  return { credentials: parsed };
}
