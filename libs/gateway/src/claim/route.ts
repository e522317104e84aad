import { type EndpointOperation, type Operation } from '@tollgate/llm';
import { isNotBuiltYet } from './not-built.js';

/** What a path of the data plane asks for. */
export type Route =
  | {
      readonly kind: 'call';
      readonly operation: Operation;
      /** From the path (`/engines/{model}/…`); null: from the body. */ readonly model: string | null;
    }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly id: string }
  /** What a model takes; its name is in the query. */
  | { readonly kind: 'supported-params'; readonly model: string | null }
  /** How long a prompt of the Messages API is. */
  | { readonly kind: 'count-tokens' }
  /** Where Claude Code sends figures about its use: taken, and not kept. */
  | { readonly kind: 'event-sink' }
  | { readonly kind: 'not-built' };

const CHAT: Route = { kind: 'call', operation: 'chat', model: null };
const MESSAGES: Route = { kind: 'call', operation: 'messages', model: null };
const CHAT_PATHS = new Set([
  '/v1/chat/completions',
  '/chat/completions',
  '/cursor/chat/completions',
  '/queue/chat/completions',
]);
/** The other operations, each also below `/v1`. */
const OPERATION_PATHS: ReadonlyMap<string, EndpointOperation> = new Map([
  ['/embeddings', 'embeddings'],
  ['/completions', 'completions'],
  ['/moderations', 'moderations'],
  ['/rerank', 'rerank'],
  ['/v2/rerank', 'rerank'],
  ['/images/generations', 'images'],
  ['/images/edits', 'image-edits'],
  ['/images/variations', 'image-variations'],
  ['/audio/transcriptions', 'transcriptions'],
  ['/audio/translations', 'translations'],
  ['/audio/speech', 'speech'],
]);
/** The model in the path, as of old and as at Azure. Names may hold slashes. */
const MODEL_AND_OPERATION =
  /^(?:\/v1)?\/(?:engines|openai\/deployments)\/(.+?)(\/chat\/completions|\/completions|\/embeddings|\/images\/generations|\/images\/edits|\/images\/variations|\/audio\/transcriptions|\/audio\/translations|\/audio\/speech)$/;
const MODELS_PATHS = new Set(['/v1/models', '/models', '/cursor/models', '/cursor/v1/models']);
const MODEL_IN_PATH = /^(?:\/v1)?\/models\/(.+)$/;
/** `/v1/model/info` is the management API's; Google's `models/{m}:generateContent` is not a model's name. */
const GOOGLE_METHOD =
  /:(?:generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$/;

/**
 * Which route of the data plane a URL names; null when it is none of ours and belongs to the management API.
 * @param url path and query, as on the request line.
 */
export function routeOf(url: string, rootPath: string): Route | null {
  if (url === '/v1/chat/completions' && rootPath === '') return CHAT;
  const path = pathOf(url, rootPath);
  if (path === null) return null;
  if (CHAT_PATHS.has(path)) return CHAT;
  if (path === '/v1/messages') return MESSAGES;
  if (path === '/v1/messages/count_tokens') return { kind: 'count-tokens' };
  if (path === '/api/event_logging/batch') return { kind: 'event-sink' };
  const operation = OPERATION_PATHS.get(path.startsWith('/v1/') ? path.slice(3) : path);
  if (operation) return { kind: 'call', operation, model: null };
  const [, inPath, suffix = ''] = MODEL_AND_OPERATION.exec(path) ?? [];
  if (inPath !== undefined)
    return { kind: 'call', operation: OPERATION_PATHS.get(suffix) ?? 'chat', model: decoded(inPath) };
  if (MODELS_PATHS.has(path)) return { kind: 'models' };
  const model = MODEL_IN_PATH.exec(path);
  if (model && !GOOGLE_METHOD.test(path)) return { kind: 'model', id: decoded(model[1]) };
  if (path === '/utils/supported_openai_params') return { kind: 'supported-params', model: modelIn(url) };
  return isNotBuiltYet(path) ? { kind: 'not-built' } : null;
}

/** The path without query, root path and trailing slash; null when it lies outside the root path. */
function pathOf(url: string, rootPath: string): string | null {
  const query = url.indexOf('?');
  let path = query < 0 ? url : url.slice(0, query);
  // With a root path set, routes exist both under it and without it: proxies may or may not strip it.
  if (rootPath !== '' && path.startsWith(`${rootPath}/`)) path = path.slice(rootPath.length);
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1);
  return path.startsWith('/') ? path : null;
}

function modelIn(url: string): string | null {
  const query = url.indexOf('?');
  return query < 0 ? null : new URLSearchParams(url.slice(query)).get('model');
}

function decoded(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? '');
  } catch {
    return segment ?? '';
  }
}
