import { type Failure } from '@tollgate/core';
import { type AzureAdCredential } from '../credential.js';
import { unconfigured } from '../endpoint.js';
import { type Target } from '../provider.js';
import { textParam } from '../target-params.js';

/** Source: Microsoft Learn, "Azure OpenAI REST API reference", Authentication. */
const SCOPE = 'https://cognitiveservices.azure.com/.default';

export interface SignIn {
  /** Flat list of headers. */
  readonly headers: readonly string[];
  readonly credential?: AzureAdCredential;
}

/**
 * How a deployment signs in, the first that is configured: an Entra token, an API key, a client (or user) for whom the
 * gateway gets tokens.
 * @param keyHeader the header an API key goes in.
 */
export function signIn(
  target: Target,
  label: string,
  keyHeader: 'api-key' | 'authorization',
): SignIn | Failure {
  const token = textParam(target, 'azure_ad_token');
  if (token !== null) return { headers: ['authorization', `Bearer ${token}`] };
  if (target.apiKey !== null) {
    return { headers: [keyHeader, keyHeader === 'api-key' ? target.apiKey : `Bearer ${target.apiKey}`] };
  }
  const credential = entraCredential(target);
  if (credential !== null) return { headers: [], credential };
  return unconfigured(
    `${label} needs an api_key, an azure_ad_token, or tenant_id, client_id and client_secret.`,
  );
}

function entraCredential(target: Target): AzureAdCredential | null {
  const tenantId = textParam(target, 'tenant_id');
  const clientId = textParam(target, 'client_id');
  const clientSecret = textParam(target, 'client_secret');
  const username = textParam(target, 'azure_username');
  const password = textParam(target, 'azure_password');
  if (clientId === null || (clientSecret === null && (username === null || password === null))) return null;
  // Users may sign in without naming their tenant; a client belongs to one.
  if (tenantId === null && clientSecret !== null) return null;
  return {
    kind: 'azure-ad',
    tenantId: tenantId ?? 'organizations',
    clientId,
    clientSecret,
    username,
    password,
    scope: textParam(target, 'azure_scope') ?? SCOPE,
  };
}
