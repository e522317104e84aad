import { isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type ReplyContext } from '../surface.js';
import { type BlockEvent, BlockWriter } from './blocks.js';
import { stopReasonOf } from './stop-reason.js';
import { messageHead } from './stream.js';
import { encodeUsage } from './usage.js';

/** Events of a whole reply → a message: the blocks that its stream would have had, put together. */
export function encodeReply(events: readonly ChatEvent[], context: ReplyContext): JsonObject {
  const writer = new BlockWriter(context.id);
  const content: JsonObject[] = [];
  const inputs = new Map<number, string>();
  let usage: Usage | null = null;
  let finish: Extract<ChatEvent, { type: 'finish' }> | null = null;
  for (const event of events) {
    if (event.type === 'usage') usage = event.usage;
    else if (event.type === 'finish') finish = event;
    else if (!('choice' in event) || event.choice === 0)
      for (const block of writer.write(event)) put(content, inputs, block);
  }
  for (const block of writer.close()) put(content, inputs, block);
  return {
    ...messageHead(context),
    content,
    ...stopReasonOf(finish, writer.calls),
    usage: encodeUsage(usage ?? NO_USAGE),
  };
}

function put(content: JsonObject[], inputs: Map<number, string>, event: BlockEvent): void {
  switch (event.type) {
    case 'start':
      content[event.index] = { ...event.block };
      return;
    case 'delta':
      grow(content[event.index] ?? {}, event.delta, event.index, inputs);
      return;
    case 'stop': {
      const input = inputs.get(event.index);
      const block = content[event.index];
      if (input !== undefined && block) block['input'] = inputOf(input);
    }
  }
}

function grow(block: JsonObject, delta: JsonObject, index: number, inputs: Map<number, string>): void {
  switch (delta['type']) {
    case 'text_delta':
      block['text'] = text(block['text']) + text(delta['text']);
      return;
    case 'thinking_delta':
      block['thinking'] = text(block['thinking']) + text(delta['thinking']);
      return;
    case 'signature_delta':
      block['signature'] = text(block['signature']) + text(delta['signature']);
      return;
    case 'citations_delta':
      block['citations'] = [
        ...(Array.isArray(block['citations']) ? block['citations'] : []),
        delta['citation'] ?? null,
      ];
      return;
    default:
      inputs.set(index, (inputs.get(index) ?? '') + text(delta['partial_json']));
  }
}

/** Arguments that are no JSON, as models write them now and then, are kept where the client can see them. */
function inputOf(argumentsText: string): Json {
  try {
    const input = JSON.parse(argumentsText) as Json;
    return isJsonObject(input) ? input : { arguments: input };
  } catch {
    return { arguments: argumentsText };
  }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
