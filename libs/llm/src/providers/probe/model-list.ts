import { isJsonObject, type Json } from '@tollgate/core';
import { chatAbility, isCannot, isFailure, type Provider, type Target } from '../provider.js';

/** Where a provider lists its models: a call that costs nothing and needs the same address and key as a real one. */
export interface ModelList {
  readonly url: string;
  /** Flat list: name, value, name, value … */
  readonly headers: readonly string[];
}

/**
 * Paths of chat calls, and of the list beside them. Sources: API references of OpenAI ("List models"), Anthropic ("List
 * models"), Google ("models.list"), Cohere ("List models"), Ollama ("List local models").
 */
const LISTS: readonly (readonly [chat: RegExp, list: string])[] = [
  [/\/models\/[^/]+:generateContent$/, '/models'],
  [/\/chat\/completions$/, '/models'],
  [/\/v1\/messages$/, '/v1/models'],
  [/\/v2\/chat$/, '/v1/models'],
  [/\/api\/chat$/, '/api/tags'],
];
/** Resources of these list what could be deployed, not what is. */
const LISTS_OTHER_THINGS = new Set(['azure', 'azure_ai']);

/** null: the provider has none, or a call has to be signed. */
export function modelListOf(provider: Provider, target: Target): ModelList | null {
  const chat = chatAbility(provider, target);
  if (isCannot(chat) || LISTS_OTHER_THINGS.has(provider.id)) return null;
  const address = chat.address(target, false);
  if (isFailure(address) || address.credential !== undefined) return null;
  const url = new URL(address.url);
  const found = LISTS.find(([path]) => path.test(url.pathname));
  if (found === undefined) return null;
  url.pathname = url.pathname.replace(found[0], found[1]);
  return { url: url.href, headers: address.headers };
}

/**
 * Is a model in the list? null: the reply is no list, or does not hold all of it.
 * @param body the parsed reply.
 */
export function isListed(body: Json, model: string): boolean | null {
  if (!isJsonObject(body)) return null;
  const list = body['data'] ?? body['models'];
  if (!Array.isArray(list)) return null;
  const names = new Set(list.flatMap(namesOf));
  if (names.has(model) || names.has(`${model}:latest`)) return true;
  const goesOn = body['has_more'] === true || Boolean(body['next_page_token'] ?? body['nextPageToken']);
  return goesOn ? null : false;
}

function namesOf(item: Json): string[] {
  if (!isJsonObject(item)) return [];
  return [item['id'], item['name'], item['model']]
    .filter((name) => typeof name === 'string')
    .map((name) => name.replace(/^models\//, ''));
}
