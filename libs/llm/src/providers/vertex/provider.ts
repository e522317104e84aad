import { vertexEmbeddings } from '../../endpoints/embeddings/vertex.js';
import { googleImages } from '../../endpoints/images/google.js';
import { type ChatAbility, type Provider, type Target } from '../provider.js';
import { claudeOnVertex } from './claude.js';
import { geminiOnVertex, googleModelAddress } from './gemini.js';
import { mistralOnVertex } from './mistral.js';
import { openModelsOnVertex } from './open-models.js';

const PROVIDER = {
  label: 'Google Vertex AI',
  keyEnv: ['GOOGLE_VERTEX_API_KEY'],
  baseUrlEnv: ['VERTEXAI_API_BASE', 'VERTEX_API_BASE'],
  paramEnv: {
    vertex_project: ['VERTEXAI_PROJECT', 'GOOGLE_CLOUD_PROJECT'],
    vertex_location: ['VERTEXAI_LOCATION', 'GOOGLE_CLOUD_LOCATION'],
    vertex_credentials: ['VERTEXAI_CREDENTIALS'],
  },
  keyOptional: true,
  serves: ['chat', 'embeddings', 'images'],
} as const;

/** Google's Vertex AI. The model's name tells its publisher, and with it the wire: Gemini, Claude, Mistral, open models. */
export const vertexAi: Provider = Object.freeze<Provider>({
  id: 'vertex_ai',
  ...PROVIDER,
  chat: geminiOnVertex('v1'),
  chatOf: familyFor('v1'),
  endpoints: endpointsFor('v1'),
});

/** The same by the beta version of the API. */
export const vertexAiBeta: Provider = Object.freeze<Provider>({
  id: 'vertex_ai_beta',
  ...PROVIDER,
  chat: geminiOnVertex('v1beta1'),
  chatOf: familyFor('v1beta1'),
  endpoints: endpointsFor('v1beta1'),
});

function endpointsFor(version: string): NonNullable<Provider['endpoints']> {
  const address = (target: Target, method: string) => googleModelAddress(target, method, version);
  return { embeddings: vertexEmbeddings(address), images: googleImages('Google Vertex AI', address) };
}

function familyFor(version: string): (target: Target) => ChatAbility {
  const gemini = geminiOnVertex(version);
  const claude = claudeOnVertex(version);
  const mistral = mistralOnVertex(version);
  const open = openModelsOnVertex(version);
  return ({ model }) => {
    if (/^claude-/.test(model)) return claude;
    if (/^(?:mistral|ministral|codestral|mixtral)-/.test(model)) return mistral;
    // `meta/llama-4-maverick…`, `deepseek-ai/deepseek-v3.1-maas`: publisher and model.
    return /^[a-z0-9-]+\/[^/]+$/.test(model) && !/^(?:google|models|endpoints|gemini)\//.test(model)
      ? open
      : gemini;
  };
}
