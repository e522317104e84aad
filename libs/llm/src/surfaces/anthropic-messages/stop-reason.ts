import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';

/** How a message ended, in Anthropic's words. */
export interface StopReason {
  readonly stop_reason: string;
  readonly stop_sequence: string | null;
}

const OWN_WORDS = new Set([
  'end_turn',
  'max_tokens',
  'stop_sequence',
  'tool_use',
  'pause_turn',
  'refusal',
  'model_context_window_exceeded',
]);
const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
};

/**
 * Anthropic's own word where it was one, else the nearest. Upstreams that end a reply with calls by a plain stop are
 * corrected, for clients run the calls of `tool_use` only.
 * @param calls of the client's tools in the reply.
 */
export function stopReasonOf(
  finish: Extract<ChatEvent, { type: 'finish' }> | null,
  calls: number,
): StopReason {
  const sequence = finish?.stopSequence ?? null;
  if (finish?.raw !== undefined && OWN_WORDS.has(finish.raw))
    return { stop_reason: finish.raw, stop_sequence: sequence };
  const reason = finish?.reason ?? 'stop';
  if (reason === 'stop' && calls > 0) return { stop_reason: 'tool_use', stop_sequence: null };
  if (reason === 'stop' && sequence !== null)
    return { stop_reason: 'stop_sequence', stop_sequence: sequence };
  return { stop_reason: WORDS[reason], stop_sequence: null };
}
