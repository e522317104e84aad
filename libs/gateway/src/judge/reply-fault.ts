import { type UpstreamFault } from '@tollgate/llm';
import { type Collected } from '../relay/collected-reply.js';
import { type Outcome } from '../send/sending.js';
import { headerRecord } from '../send/upstream-headers.js';
import { type UpstreamRequest } from '../translate/upstream-request.js';

/** So much of an error reply is read. */
const LONGEST_ERROR = 64 * 1024;

/** Why an attempt failed; null: it has not, as far as its status tells. */
export function replyFault(request: UpstreamRequest, outcome: Outcome): UpstreamFault | null {
  if (outcome.type === 'fault') return outcome.fault;
  return outcome.type === 'whole' && outcome.status >= 300 ? statusFault(request, outcome) : null;
}

/** What an upstream says that answers with an error status. */
export function statusFault(request: UpstreamRequest, reply: Collected): UpstreamFault {
  const text = Buffer.from(reply.text.slice(0, LONGEST_ERROR), 'latin1').toString('utf8');
  return request.ability.readError(reply.status, headerRecord(reply.headers), text);
}
