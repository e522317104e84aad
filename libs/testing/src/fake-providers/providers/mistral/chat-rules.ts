import { type ChatBody } from './chat-schema.js';

/** What Mistral checks beyond the schema, in its words; null: nothing is wrong. */
export function brokenRule({ messages, tools, tool_choice: choice }: ChatBody): string | null {
  for (const message of messages) {
    if (message.role === 'assistant' && isBlank(message.content) && (message.tool_calls ?? []).length === 0)
      return 'Assistant message must have either content or tool_calls, but not none.';
    const ids = message.role === 'assistant' ? (message.tool_calls ?? []).map(({ id }) => id) : [];
    if (message.role === 'tool' && message.tool_call_id != null) ids.push(message.tool_call_id);
    const odd = ids.find((id) => !/^[A-Za-z0-9]{9}$/.test(id));
    if (odd !== undefined) return `Tool call id was ${odd} but must be a-z, A-Z, 0-9, with a length of 9.`;
  }
  if (choice !== undefined && choice !== 'auto' && choice !== 'none' && (tools ?? []).length === 0)
    return 'Tool choice is set but no tools are given.';
  const last = messages.at(-1);
  const isOpen = last?.role === 'user' || last?.role === 'tool';
  if (!isOpen && !(last?.role === 'assistant' && last.prefix === true))
    return `Expected last role User or Tool (or Assistant with prefix True) for serving but got ${last?.role}`;
  return unansweredCall(messages);
}

function isBlank(content: unknown): boolean {
  return content == null || content === '' || (Array.isArray(content) && content.length === 0);
}

function unansweredCall(messages: ChatBody['messages']): string | null {
  let open = 0;
  for (const message of messages) {
    if (message.role === 'tool') {
      open -= 1;
      continue;
    }
    if (open > 0) return 'Not the same number of function calls and responses';
    open = message.role === 'assistant' ? (message.tool_calls ?? []).length : 0;
  }
  return open > 0 ? 'Not the same number of function calls and responses' : null;
}
