import { type ChatBody } from './chat-schema.js';

/** What Cohere checks beyond the schema, in its words; null: nothing is wrong. */
export function brokenRule(body: ChatBody): string | null {
  const { messages, tools, tool_choice: choice, response_format: format } = body;
  if (choice !== undefined && tools === undefined)
    return 'invalid request: tool_choice is set but no tools are given';
  if (format?.type === 'json_object' && tools !== undefined)
    return 'invalid request: response_format is not supported with tools';
  const last = messages.at(-1);
  if (last?.role !== 'user' && last?.role !== 'tool')
    return 'invalid request: the last message must be from the user or the result of a tool';
  for (const message of messages) {
    const isBlank = message.content === undefined || message.content === '';
    if (message.role === 'assistant' && isBlank && message.tool_calls === undefined)
      return 'invalid request: all elements in history must have a message';
    if (message.role === 'user' && isBlank) return 'invalid request: message must be at least 1 token long';
  }
  return unansweredCall(messages);
}

function unansweredCall(messages: ChatBody['messages']): string | null {
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id))
        return `invalid request: tool_call_id ${message.tool_call_id} answers no tool call`;
      continue;
    }
    if (open.size > 0) return `invalid request: tool call ${[...open][0]} has no result`;
    open = new Set(message.role === 'assistant' ? (message.tool_calls ?? []).map(({ id }) => id) : []);
  }
  return open.size > 0 ? `invalid request: tool call ${[...open][0]} has no result` : null;
}
