import { type Failure, NO_USAGE, type Usage } from '@tollgate/core';
import { type ChatEvent, estimateTokens, isChat } from '@tollgate/llm';
import { promptTokens } from '../reserve/upper-bound.js';
import { type Call } from '../pipeline/call.js';

/** The text of a chat that the gateway answers itself; null: it goes upstream. */
export function mockText(call: Call): string | null {
  const { decoded, settings, deployment } = call;
  if (!isChat(decoded.operation)) return null;
  if (settings.allowClientMockResponse && decoded.options.mockResponse !== null)
    return decoded.options.mockResponse;
  return deployment?.mockResponse ?? null;
}

/** Texts that stand for a failure (LiteLLM's), so that clients can try how they cope. */
const FAILURES: ReadonlyMap<string, Failure> = new Map([
  [
    'litellm.RateLimitError',
    { class: 'RateLimitError', message: 'This is a mock rate limit error.', param: null },
  ],
  [
    'litellm.ContextWindowExceededError',
    {
      class: 'ContextWindowExceededError',
      message: 'This is a mock context window error.',
      param: null,
      code: 'context_length_exceeded',
    },
  ],
  [
    'litellm.InternalServerError',
    { class: 'InternalServerError', message: 'This is a mock internal server error.', param: null },
  ],
]);

export function mockFailure(text: string): Failure | null {
  if (text.startsWith('Exception: content_filter_policy'))
    return {
      class: 'ContentPolicyViolationError',
      message: 'This is a mock content policy error.',
      param: null,
      code: 'content_filter',
    };
  return FAILURES.get(text) ?? null;
}

/** A canned answer as the events of a reply, in pieces of about a word. */
export function mockEvents(call: Call, text: string): readonly ChatEvent[] {
  const pieces = text.match(/\s*\S+\s*/g) ?? (text === '' ? [] : [text]);
  return [
    { type: 'message-start', id: null, model: null, created: null },
    ...pieces.map((piece): ChatEvent => ({ type: 'text-delta', choice: 0, text: piece })),
    { type: 'finish', choice: 0, reason: 'stop' },
    { type: 'usage', usage: mockUsage(call, text) },
    { type: 'message-end' },
  ];
}

function mockUsage(call: Call, text: string): Usage {
  const messages = call.decoded.scanned.members.find(({ name }) => name === 'messages');
  const prompt = messages ? call.decoded.text.slice(messages.start, messages.end) : '';
  return { ...NO_USAGE, inputTokens: promptTokens(prompt), outputTokens: Math.max(1, estimateTokens(text)) };
}
