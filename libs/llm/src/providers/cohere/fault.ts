import { type UpstreamFault } from '../../chat/chat-event.js';
import { readOpenAiError } from '../faults/openai-error.js';

/** Cohere's own status: request or answer holds a token that is on a deny-list. Source: docs.cohere.com, "Errors". */
const DENIED_TOKEN = 498;
/** Cohere's own status: the request was cancelled. */
const CANCELLED = 499;

/** An error reply of Cohere: `{"message": …}`, and statuses of its own. */
export function readCohereError(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): UpstreamFault {
  const fault = readOpenAiError(status, headers, body);
  if (status === DENIED_TOKEN) return { ...fault, class: 'ContentPolicyViolationError' };
  return status === CANCELLED ? { ...fault, class: 'Timeout' } : fault;
}
