import { type CompatibleRow } from './row.js';

/** Houses that serve other things than chat. */
export const WITHOUT_CHAT = {
  infinity: {
    label: 'Infinity',
    baseUrl: null,
    baseUrlEnv: ['INFINITY_API_BASE'],
    auth: 'optional',
    keyEnv: ['INFINITY_API_KEY'],
    serves: ['embeddings', 'rerank'],
  },
  jina_ai: {
    label: 'Jina AI',
    baseUrl: 'https://api.jina.ai/v1',
    baseUrlEnv: ['JINA_AI_API_BASE'],
    keyEnv: ['JINA_AI_API_KEY', 'JINA_API_KEY'],
    serves: ['embeddings', 'rerank'],
  },
  recraft: {
    label: 'Recraft',
    baseUrl: 'https://external.api.recraft.ai/v1',
    baseUrlEnv: ['RECRAFT_API_BASE'],
    keyEnv: ['RECRAFT_API_KEY', 'RECRAFT_API_TOKEN'],
    serves: ['images'],
  },
  voyage: {
    label: 'Voyage AI',
    baseUrl: 'https://api.voyageai.com/v1',
    baseUrlEnv: ['VOYAGE_API_BASE'],
    keyEnv: ['VOYAGE_API_KEY', 'VOYAGE_AI_API_KEY'],
    serves: ['embeddings', 'rerank'],
  },
} as const satisfies Record<string, CompatibleRow>;
