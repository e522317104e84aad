import { type Json, type JsonObject } from '@tollgate/core';
import { chatAbility, isCannot, isFailure, type Provider, type Target } from '../providers/provider.js';
import { openAiChat } from '../surfaces/openai-chat/surface.js';

/** What a chat may be made of or ask for, besides texts in turn. */
export type ModelAbility =
  | 'audio-input'
  | 'audio-output'
  | 'document-input'
  | 'image-input'
  | 'json-object'
  | 'json-schema'
  | 'parallel-tool-calls'
  | 'reasoning'
  | 'system-messages'
  | 'tool-choice'
  | 'tools'
  | 'web-search';

const TEXT = { type: 'text', text: 'Answer in JSON.' };
const TOOL = {
  type: 'function',
  function: { name: 'probe', parameters: { type: 'object', properties: {} } },
};
const SCHEMA = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
};

/** A request that needs the ability, and is otherwise what any provider takes. */
const PROBES: Readonly<Record<ModelAbility, JsonObject>> = {
  'audio-input': asks([TEXT, { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } }]),
  'audio-output': {
    ...asks([TEXT]),
    modalities: ['text', 'audio'],
    audio: { voice: 'alloy', format: 'wav' },
  },
  'document-input': asks([
    TEXT,
    { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
  ]),
  'image-input': asks([
    TEXT,
    { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
  ]),
  'json-object': { ...asks([TEXT]), response_format: { type: 'json_object' } },
  'json-schema': {
    ...asks([TEXT]),
    response_format: { type: 'json_schema', json_schema: { name: 'probe', strict: true, schema: SCHEMA } },
  },
  'parallel-tool-calls': { ...asks([TEXT]), tools: [TOOL], parallel_tool_calls: true },
  reasoning: { ...asks([TEXT]), reasoning_effort: 'low' },
  'system-messages': {
    messages: [
      { role: 'system', content: 'Be terse.' },
      { role: 'user', content: 'Hi' },
    ],
  },
  'tool-choice': { ...asks([TEXT]), tools: [TOOL], tool_choice: 'required' },
  tools: { ...asks([TEXT]), tools: [TOOL] },
  'web-search': { ...asks([TEXT]), web_search_options: {} },
};

export const MODEL_ABILITIES = Object.keys(PROBES) as readonly ModelAbility[];

function asks(content: readonly Json[]): JsonObject {
  return { messages: [{ role: 'user', content: [...content] }] };
}

/**
 * Does a deployment's provider take such a request for this model? Found out by asking its translator, so that it is what a
 * call would be told. Where requests are forwarded as they are, the answer is yes, and the model has the last word.
 */
export function hasAbility(provider: Provider, target: Target, ability: ModelAbility): boolean {
  const chat = chatAbility(provider, target);
  if (isCannot(chat)) return false;
  const request = openAiChat.decode({ ...PROBES[ability], model: target.model });
  if (isFailure(request)) return false;
  return !isFailure(chat.encode({ ...request, model: target.model }, { ...target, dropParams: false }));
}
