import { type MemberNames } from './forwarded-endpoint.js';

/**
 * Where the embeddings of a provider differ from OpenAI's in the names of their members; null: it has no such member, and
 * what it would say is either seen to by the gateway (`encoding_format`: replies are re-encoded) or refused by name.
 * Sources: docs.mistral.ai, docs.voyageai.com, jina.ai/embeddings, API references.
 */
export const EMBEDDING_NAMES: Readonly<Record<string, MemberNames>> = {
  mistral: {
    renamed: { dimensions: 'output_dimension' },
    dropped: ['encoding_format'],
    unsupported: ['user'],
    textsOnly: true,
  },
  codestral: {
    renamed: { dimensions: 'output_dimension' },
    dropped: ['encoding_format'],
    unsupported: ['user'],
    textsOnly: true,
  },
  voyage: {
    renamed: { dimensions: 'output_dimension' },
    dropped: ['encoding_format'],
    unsupported: ['user'],
    textsOnly: true,
  },
  jina_ai: {
    renamed: { input_type: 'task' },
    dropped: ['encoding_format'],
    unsupported: ['user'],
    textsOnly: true,
  },
};
