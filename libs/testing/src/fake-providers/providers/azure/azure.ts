import { type FakeProvider, type FakeRequest, frameSse, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { isJsonObject } from '@tollgate/core';
import { type Dialect } from '../openai/dialect.js';
import { refuse } from '../openai/errors.js';
import { acceptChat, openAiError, openAiErrorEvent } from '../openai/openai.js';

const AZURE_DIALECT: Dialect = {
  servedModel: (asked) => `${asked}-2025-01-01`,
  reasoningMember: null,
  contentFilters: true,
};

/**
 * Azure OpenAI: the deployment is in the path, `api-version` in the query, the key in `api-key` (or a Bearer token), and
 * streams begin with a chunk that has no choices. Source: Azure OpenAI REST API reference, recorded replies.
 */
export function azure(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'azure',
    basePath: '',
    accept: (request) => refuseAccess(request, keys) ?? acceptDeployment(request),
    error: openAiError,
    errorEvent: openAiErrorEvent,
    frame: frameSse,
  };
}

/** The v1 form: the deployment is the body's model, and no dated version is named. */
const V1 = '/openai/v1/chat/completions';

function refuseAccess(
  { headers, query, path }: FakeRequest,
  keys: readonly string[] | null,
): PlainReply | null {
  const key = headers['api-key'] ?? /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
  if (key === undefined || (keys !== null && !keys.includes(key))) {
    return {
      kind: 'reply',
      status: 401,
      body: {
        error: {
          code: '401',
          message:
            'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
        },
      },
    };
  }
  const version = query.get('api-version');
  const isNamed =
    path === V1
      ? version === null || version === 'preview' || version === 'latest'
      : /^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version ?? '');
  return isNamed
    ? null
    : { kind: 'reply', status: 404, body: { error: { code: '404', message: 'Resource not found' } } };
}

function acceptDeployment(request: FakeRequest) {
  if (request.method === 'POST' && request.path === V1) return acceptChat(request, AZURE_DIALECT, () => true);
  const [, deployment] = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/.exec(request.path) ?? [];
  if (request.method !== 'POST' || deployment === undefined)
    return refuse({ status: 404, message: 'Resource not found', code: '404' });
  const body = parseJson(request.text);
  // The deployment names the model; a model in the body is ignored.
  const text = isJsonObject(body) ? JSON.stringify({ ...body, model: deployment }) : request.text;
  return acceptChat({ ...request, text }, AZURE_DIALECT, () => true);
}
