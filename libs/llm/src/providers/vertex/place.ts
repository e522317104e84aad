import { type Failure, isJsonObject } from '@tollgate/core';
import { type GoogleCredential } from '../credential.js';
import { unconfigured } from '../endpoint.js';
import { type Target } from '../provider.js';
import { textParam } from '../target-params.js';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/** Where models that are served everywhere are called, unless the operator says otherwise. */
const DEFAULT_LOCATION = 'us-central1';

/** The project and location a deployment's calls go to. */
export interface Place {
  readonly project: string;
  readonly location: string;
}

/** The project may stand in the credentials, too. Gemini 3 and later are served by the global endpoint first. */
export function placeOf(target: Target): Place | Failure {
  const project = textParam(target, 'vertex_project') ?? projectOfCredentials(target);
  if (project === null) return unconfigured('Vertex AI needs a vertex_project.');
  const usual = /gemini-([3-9]|\d\d)/.test(target.model) ? 'global' : DEFAULT_LOCATION;
  const location = textParam(target, 'vertex_location') ?? usual;
  if (!/^[a-z0-9-]+$/.test(location))
    return unconfigured('The vertex_location is not the name of a location.');
  return { project, location };
}

/** URL of a collection below the place: `publishers/google/models` … `version` is `v1` or `v1beta1`. */
export function placeUrl(target: Target, place: Place, version: string, path: string): string | Failure {
  const base = (target.baseUrl ?? `https://${hostOf(place.location)}`).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]/.test(base)) return unconfigured('The api_base of Vertex AI is not an http(s) URL.');
  const versioned = /\/v\d[a-z0-9]*(\/|$)/.test(base) ? base : `${base}/${version}`;
  const inPlace = /\/projects\//.test(versioned)
    ? versioned
    : `${versioned}/projects/${encodeURIComponent(place.project)}/locations/${place.location}`;
  return `${inPlace}/${path}`;
}

/** Source: Google Cloud, "Vertex AI locations": global and multi-region endpoints have hosts of their own. */
function hostOf(location: string): string {
  switch (location) {
    case 'global':
      return 'aiplatform.googleapis.com';
    case 'us':
    case 'eu':
      return `aiplatform.${location}.rep.googleapis.com`;
    default:
      return `${location}-aiplatform.googleapis.com`;
  }
}

export function googleCredential(target: Target): GoogleCredential {
  const given = target.params['vertex_credentials'];
  const credentials = isJsonObject(given) ? JSON.stringify(given) : textParam(target, 'vertex_credentials');
  return { kind: 'google', credentials, scopes: [SCOPE] };
}

function projectOfCredentials(target: Target): string | null {
  const { credentials } = googleCredential(target);
  if (credentials === null || !credentials.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(credentials);
    const project = isJsonObject(parsed) ? (parsed['project_id'] ?? parsed['quota_project_id']) : null;
    return typeof project === 'string' ? project : null;
  } catch {
    return null;
  }
}
