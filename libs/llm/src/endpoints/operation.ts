/** What a client may ask a model for besides chat. */
export type EndpointOperation =
  | 'embeddings'
  | 'completions'
  | 'moderations'
  | 'rerank'
  | 'images'
  | 'image-edits'
  | 'image-variations'
  | 'transcriptions'
  | 'translations'
  | 'speech';

/** Every operation of the data plane that calls a model. `messages` is a chat in Anthropic's words. */
export type Operation = 'chat' | 'messages' | EndpointOperation;

/** LiteLLM's names of the operations, as they stand in the rows of calls. */
export const CALL_TYPES: Readonly<Record<Operation, string>> = Object.freeze({
  chat: 'acompletion',
  messages: 'anthropic_messages',
  embeddings: 'aembedding',
  completions: 'atext_completion',
  moderations: 'amoderation',
  rerank: 'arerank',
  images: 'aimage_generation',
  'image-edits': 'aimage_edit',
  'image-variations': 'aimage_variation',
  transcriptions: 'atranscription',
  translations: 'atranslation',
  speech: 'aspeech',
});

/** As a sentence to a client says them. */
export const OPERATION_LABELS: Readonly<Record<Operation, string>> = Object.freeze({
  chat: 'chat',
  messages: 'chat',
  embeddings: 'embeddings',
  completions: 'text completions',
  moderations: 'moderations',
  rerank: 'reranking',
  images: 'image generation',
  'image-edits': 'image edits',
  'image-variations': 'image variations',
  transcriptions: 'transcriptions',
  translations: 'translations of speech',
  speech: 'speech',
});
