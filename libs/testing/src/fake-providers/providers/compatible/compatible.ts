import { type FakeProvider, type FakeRequest, frameSse, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { type Dialect } from '../openai/dialect.js';
import { acceptEmbeddings } from '../openai/embeddings.js';
import { refuse } from '../openai/errors.js';
import { acceptChat, openAiError, openAiErrorEvent } from '../openai/openai.js';

const COMPATIBLE_DIALECT: Dialect = {
  servedModel: (asked) => asked,
  reasoningMember: 'reasoning_content',
  contentFilters: false,
};

/**
 * A server that is compatible with OpenAI's API (vLLM, a reseller …): any model, no key needed unless keys are given,
 * thoughts in `reasoning_content` when `reasoning_effort` is set.
 */
export function compatible(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'compatible',
    basePath: '/v1',
    accept: (request) => refuseKey(request, keys) ?? acceptCall(request),
    error: openAiError,
    errorEvent: openAiErrorEvent,
    frame: frameSse,
  };
}

function refuseKey({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  if (keys === null || keys.some((key) => headers['authorization'] === `Bearer ${key}`)) return null;
  return { kind: 'reply', status: 401, body: { error: 'Unauthorized' } };
}

function acceptCall(request: FakeRequest) {
  switch (`${request.method} ${request.path}`) {
    case 'POST /v1/chat/completions':
      return acceptChat(request, COMPATIBLE_DIALECT, () => true);
    case 'POST /v1/embeddings':
      return acceptEmbeddings(parseJson(request.text) ?? {});
    default:
      return refuse({ status: 404, message: 'Not Found', type: 'NotFoundError', code: '404' });
  }
}
