import { type Json, type JsonObject, unreachable, type Usage } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { withSignature } from '../../chat/tool-call-id.js';
import { type ReplyContext } from '../surface.js';
import { isAnnotation } from './citations.js';
import { callIdOf, thinkingBlock } from './reply-parts.js';
import { encodeUsage } from './usage.js';

/** One choice, as it is put together from events. */
interface ChoiceDraft {
  text: string | null;
  refusal: string | null;
  reasoning: string | null;
  /** Text of the stretch of reasoning that is still open. */
  openReasoning: string;
  thinkingBlocks: Json[];
  calls: {
    id: string | null;
    name: string;
    argumentsText: string;
    signature: string | null;
    custom: boolean;
  }[];
  images: Json[];
  audio: JsonObject | null;
  annotations: Json[];
  citations: Json[];
  blocks: Json[];
  logprobs: JsonObject | null;
  finish: FinishReason | null;
}

/** Events of a whole reply → a `chat.completion` object. */
export function encodeReply(events: readonly ChatEvent[], context: ReplyContext): JsonObject {
  const choices: ChoiceDraft[] = [];
  let usage: Usage | null = null;
  let extra: JsonObject = {};
  for (const event of events) {
    if (event.type === 'usage') usage = event.usage;
    else if (event.type === 'extra') extra = { ...extra, ...event.members };
    else if ('choice' in event) addToChoice((choices[event.choice] ??= emptyChoice()), event);
  }
  if (choices.length === 0) choices.push(emptyChoice());
  return {
    id: context.id,
    object: 'chat.completion',
    created: context.created,
    model: context.model,
    choices: Array.from(choices, (choice, index) => encodeChoice(choice ?? emptyChoice(), index, context)),
    ...(usage === null ? {} : { usage: encodeUsage(usage, context.costOfUsage?.(usage) ?? null) }),
    ...extra,
  };
}

function emptyChoice(): ChoiceDraft {
  return {
    text: null,
    refusal: null,
    reasoning: null,
    openReasoning: '',
    thinkingBlocks: [],
    calls: [],
    images: [],
    audio: null,
    annotations: [],
    citations: [],
    blocks: [],
    logprobs: null,
    finish: null,
  };
}

type ChoiceEvent = Extract<ChatEvent, { choice: number }>;

function addToChoice(draft: ChoiceDraft, event: ChoiceEvent): void {
  switch (event.type) {
    case 'text-delta':
      draft.text = (draft.text ?? '') + event.text;
      return;
    case 'refusal-delta':
      draft.refusal = (draft.refusal ?? '') + event.text;
      return;
    case 'reasoning-delta':
      draft.reasoning = (draft.reasoning ?? '') + event.text;
      draft.openReasoning += event.text;
      return;
    case 'reasoning-end':
      draft.thinkingBlocks.push(...thinkingBlock(draft.openReasoning, event.signature, event.redacted));
      draft.openReasoning = '';
      return;
    case 'tool-call-start': {
      const { id, name, signature, custom = false } = event;
      draft.calls[event.call] = { id, name, argumentsText: '', signature, custom };
      return;
    }
    case 'tool-call-delta': {
      const call = draft.calls[event.call];
      if (call !== undefined) call.argumentsText += event.argumentsText;
      return;
    }
    case 'image':
      draft.images.push(imagePart(event.mediaType, event.data));
      return;
    case 'audio-delta':
      draft.audio = addAudio(draft.audio, event);
      return;
    case 'citation':
      (isAnnotation(event.citation) ? draft.annotations : draft.citations).push(event.citation);
      return;
    case 'opaque':
      draft.blocks.push(event.value);
      return;
    case 'logprobs':
      draft.logprobs = addLogprobs(draft.logprobs, event.logprobs);
      return;
    case 'finish':
      draft.finish = event.reason;
      return;
    default:
      unreachable(event);
  }
}

/** An image of a reply, as aggregators give it out beside the text. */
export function imagePart(mediaType: string, data: string): JsonObject {
  return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } };
}

function addAudio(audio: JsonObject | null, event: Extract<ChatEvent, { type: 'audio-delta' }>): JsonObject {
  const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '');
  return {
    id: event.id ?? audio?.['id'] ?? null,
    expires_at: event.expiresAt ?? audio?.['expires_at'] ?? null,
    data: textOf(audio?.['data']) + (event.data ?? ''),
    transcript: textOf(audio?.['transcript']) + (event.transcript ?? ''),
  };
}

/** `content` and `refusal` are lists that grow. */
function addLogprobs(sum: JsonObject | null, more: JsonObject): JsonObject {
  if (sum === null) return more;
  const merged: JsonObject = { ...sum, ...more };
  for (const list of ['content', 'refusal']) {
    const before = sum[list];
    const after = more[list];
    if (Array.isArray(before)) merged[list] = Array.isArray(after) ? [...before, ...after] : before;
  }
  return merged;
}

function encodeChoice(draft: ChoiceDraft, index: number, context: ReplyContext): JsonObject {
  const fields: JsonObject = {
    ...(draft.citations.length > 0 ? { citations: draft.citations } : {}),
    ...(draft.blocks.length > 0 ? { content_blocks: draft.blocks } : {}),
  };
  const hasContent = draft.calls.length > 0 || draft.audio !== null || draft.refusal !== null;
  return {
    index,
    message: {
      role: 'assistant',
      content: draft.text ?? (hasContent ? null : ''),
      refusal: draft.refusal,
      ...(draft.reasoning === null ? {} : { reasoning_content: draft.reasoning }),
      ...(draft.thinkingBlocks.length > 0 ? { thinking_blocks: draft.thinkingBlocks } : {}),
      ...encodeCalls(draft, index, context),
      ...(draft.images.length > 0 ? { images: draft.images } : {}),
      ...(draft.audio === null ? {} : { audio: draft.audio }),
      ...(draft.annotations.length > 0 ? { annotations: draft.annotations } : {}),
      ...(Object.keys(fields).length > 0 ? { provider_specific_fields: fields } : {}),
    },
    logprobs: draft.logprobs,
    finish_reason: finishWord(draft.finish ?? 'stop', context),
  };
}

/** The deprecated form of a call has its own word. */
export function finishWord(reason: FinishReason, context: ReplyContext): string {
  return reason === 'tool_calls' && context.legacyFunctions === true ? 'function_call' : reason;
}

function encodeCalls(draft: ChoiceDraft, choice: number, context: ReplyContext): JsonObject {
  const [first] = draft.calls;
  if (first === undefined) return {};
  if (context.legacyFunctions === true) {
    return { function_call: { name: first.name, arguments: first.argumentsText || '{}' } };
  }
  return {
    tool_calls: draft.calls.map((call, index) => ({
      id: withSignature(call.id ?? callIdOf(context.id, choice, index), call.signature),
      ...(call.custom
        ? { type: 'custom', custom: { name: call.name, input: call.argumentsText } }
        : { type: 'function', function: { name: call.name, arguments: call.argumentsText || '{}' } }),
      ...(call.signature === null ? {} : { provider_specific_fields: { thought_signature: call.signature } }),
    })),
  };
}
