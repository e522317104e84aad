import { type Message } from '../../chat/chat-request.js';
import { type BodyReader } from '../body-reader.js';

/**
 * Every tool call of an assistant turn is answered by the tool turns right after it, and nothing else is: providers
 * refuse the rest, each in its own words, so the gateway says it once and names the call.
 */
export function checkToolPairing(reader: BodyReader, messages: readonly Message[]): void {
  let open = new Map<string, string>();
  messages.forEach((message, index) => {
    const path = `messages[${index}]`;
    if (message.role === 'tool') {
      if (!open.delete(message.callId)) {
        reader.refuse(
          `${path}.tool_call_id`,
          `"${message.callId}" answers no tool call of the assistant turn before it`,
        );
      }
      return;
    }
    refuseUnanswered(reader, open, path);
    open = new Map();
    if (message.role !== 'assistant') return;
    let call = 0;
    for (const part of message.parts) {
      if (part.type !== 'tool-call') continue;
      open.set(part.id, `${path}.tool_calls[${call}]`);
      call += 1;
    }
  });
  refuseUnanswered(reader, open, 'the end of messages');
}

function refuseUnanswered(reader: BodyReader, open: ReadonlyMap<string, string>, before: string): void {
  for (const [id, path] of open) {
    reader.refuse(path, `tool call "${id}" has no tool message that answers it before ${before}`);
  }
}
