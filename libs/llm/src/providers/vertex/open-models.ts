import { compatibleChat } from '../compatible/chat.js';
import { type ChatAbility, isFailure } from '../provider.js';
import { googleCredential, placeOf, placeUrl } from './place.js';

/** Llama, DeepSeek, Qwen, gpt-oss … by Vertex AI's OpenAI-compatible endpoint; the publisher stands in the model's name. */
export function openModelsOnVertex(version: string): ChatAbility {
  return Object.freeze({
    ...compatibleChat({
      label: 'Google Vertex AI',
      baseUrl: null,
      baseUrlEnv: [],
      auth: 'optional',
      keyEnv: [],
      quirks: ['max-tokens-only'],
      unsupported: ['top_k', 'service_tier', 'store'],
    }),
    address(target) {
      const place = placeOf(target);
      if (isFailure(place)) return place;
      const url = placeUrl(target, place, version, 'endpoints/openapi/chat/completions');
      if (typeof url !== 'string') return url;
      const headers = Object.entries(target.headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
      return { url, headers, credential: googleCredential(target) };
    },
  } satisfies ChatAbility);
}
