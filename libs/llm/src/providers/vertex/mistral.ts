import { compatibleChat } from '../compatible/chat.js';
import { COMPATIBLE_ROWS } from '../compatible/rows.js';
import { type ChatAbility, isFailure } from '../provider.js';
import { googleCredential, placeOf, placeUrl } from './place.js';

/** Mistral's models by Vertex AI: Mistral's own chat body at `rawPredict`. Source: Google Cloud, "Mistral AI models". */
export function mistralOnVertex(version: string): ChatAbility {
  return Object.freeze({
    ...compatibleChat(COMPATIBLE_ROWS.mistral),
    address(target, stream) {
      const place = placeOf(target);
      if (isFailure(place)) return place;
      const action = stream ? 'streamRawPredict' : 'rawPredict';
      const path = `publishers/mistralai/models/${encodeURIComponent(target.model)}:${action}`;
      const url = placeUrl(target, place, version, path);
      if (typeof url !== 'string') return url;
      const headers = Object.entries(target.headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
      return { url, headers, credential: googleCredential(target) };
    },
  } satisfies ChatAbility);
}
