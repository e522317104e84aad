import { type Failure } from '@tollgate/core';
import { generateContent, method } from '../gemini/provider.js';
import { type Address, type ChatAbility, isFailure, type Target } from '../provider.js';
import { googleCredential, placeOf, placeUrl } from './place.js';

/** Host of express mode, where an API key stands for project and location. */
const EXPRESS = 'https://aiplatform.googleapis.com';

/** Gemini by Vertex AI: `generateContent` at another address. Source: Vertex AI API reference, "Generate content". */
export function geminiOnVertex(version: string): ChatAbility {
  return Object.freeze({
    ...generateContent,
    address: (target, stream) => googleModelAddress(target, method(stream), version),
  } satisfies ChatAbility);
}

/** Where a method of a model of Google's is called. */
export function googleModelAddress(target: Target, name: string, version: string): Address | Failure {
  const own = Object.entries(target.headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
  if (target.apiKey !== null && !hasPlace(target)) {
    const base = (target.baseUrl ?? EXPRESS).replace(/\/+$/, '');
    const url = `${base}/${version}/${modelPath(target.model)}:${name}`;
    return { url, headers: ['x-goog-api-key', target.apiKey, ...own] };
  }
  const place = placeOf(target);
  if (isFailure(place)) return place;
  const url = placeUrl(target, place, version, `${modelPath(target.model)}:${name}`);
  return typeof url === 'string' ? { url, headers: own, credential: googleCredential(target) } : url;
}

/** Project or credentials are given, so a key that only the environment holds is not meant. */
function hasPlace({ params }: Target): boolean {
  return params['vertex_project'] !== undefined || params['vertex_credentials'] !== undefined;
}

/** A model of Google's, or a tuned one behind an endpoint, which is a number (`gemini/123` in LiteLLM). */
function modelPath(model: string): string {
  const name = model.replace(/^(?:google|models|gemini|endpoints)\//, '');
  return /^\d+$/.test(name) ? `endpoints/${name}` : `publishers/google/models/${encodeURIComponent(name)}`;
}
