import { isJsonObject, type Json } from '@tollgate/core';
import { type FakeRequest, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';

/** What a workload shows for itself, and the service account it may act as. */
export const SUBJECT_TOKEN = 'subject-token-of-the-workload';
export const SERVICE_ACCOUNT = 'models@proj.iam.gserviceaccount.com';
/** The access token the service account gets. */
export const SERVICE_ACCOUNT_TOKEN = 'ya29.of-the-service-account';

const FEDERATED_TOKEN = 'ya29.federated-not-for-models';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const CLOUD_SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const LIFE_MS = 3_600_000;

/**
 * The two places where a workload gets a service account's token: the Security Token Service changes the workload's own
 * token for a federated one (RFC 8693), and IAM Credentials gives for that the token of the service account. Null: the
 * request is for something else. Source: Google Cloud, "Workload Identity Federation"; IAM Credentials API reference.
 */
export function acceptSignIn(request: FakeRequest): PlainReply | null {
  if (request.method !== 'POST') return null;
  if (request.path === '/v1/token') return exchangeToken(new URLSearchParams(request.text));
  const account = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(
    request.path,
  )?.[1];
  return account === undefined ? null : impersonate(decodeURIComponent(account), request);
}

function exchangeToken(form: URLSearchParams): PlainReply {
  if (form.get('grant_type') !== EXCHANGE) return refuse(400, 'unsupported_grant_type');
  if (!(form.get('audience') ?? '').startsWith('//iam.googleapis.com/')) return refuse(400, 'invalid_target');
  if (form.get('subject_token') !== SUBJECT_TOKEN) return refuse(400, 'invalid_grant');
  return reply({
    access_token: FEDERATED_TOKEN,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: LIFE_MS / 1000,
  });
}

function impersonate(account: string, { headers, text }: FakeRequest): PlainReply {
  if (headers['authorization'] !== `Bearer ${FEDERATED_TOKEN}`) return refuse(401, 'unauthenticated');
  if (account !== SERVICE_ACCOUNT) return refuse(403, 'iam.serviceAccounts.getAccessToken denied');
  const body = parseJson(text);
  const scope = isJsonObject(body) ? body['scope'] : undefined;
  if (!Array.isArray(scope) || !scope.includes(CLOUD_SCOPE)) return refuse(400, 'Scope required.');
  return reply({
    accessToken: SERVICE_ACCOUNT_TOKEN,
    expireTime: new Date(Date.now() + LIFE_MS).toISOString(),
  });
}

function reply(body: Json): PlainReply {
  return { kind: 'reply', status: 200, body };
}

function refuse(status: number, error: string): PlainReply {
  return { kind: 'reply', status, body: { error, error_description: error } };
}
