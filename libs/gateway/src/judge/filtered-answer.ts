import { type UpstreamFault } from '@tollgate/llm';
import { mayFallBack } from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { conditionsOf } from '../pipeline/route-conditions.js';
import { type WholeAnswer } from '../relay/whole-reply.js';
import { ownFault } from '../send/upstream-fault.js';
import { recordAside } from '../settle/aside.js';

const FILTERED = ownFault(
  'ContentPolicyViolationError',
  'The answer was cut off by the content filter of the provider (finish_reason: content_filter).',
);
/** Inside a text of the answer the quotes would be escaped. */
const CUT_BY_FILTER = /"finish_reason"\s*:\s*"content_filter"/;

/**
 * An answer that its provider has cut off is a refusal where fallbacks for refused prompts stand ready; else it is an answer.
 * @returns null: the client gets it. What is not delivered is in the books all the same.
 */
export function filteredAnswer(lane: Lane, call: Call, answer: WholeAnswer): UpstreamFault | null {
  const { route, decoded, settings, sentModel } = call;
  const { contentPolicyFallbacks, defaultFallbacks } = settings.table;
  const special = decoded.options.contentPolicyFallbacks ?? contentPolicyFallbacks;
  if (special === null && defaultFallbacks.length === 0) return null;
  if (!route || sentModel === null || !CUT_BY_FILTER.test(answer.body)) return null;
  if (!mayFallBack(route, FILTERED.class, conditionsOf(lane, call))) return null;
  recordAside(lane.ports, call, {
    kind: 'discarded_of',
    deployment: route.current,
    record: route.record,
    sentModel,
    startedAt: Math.round(Date.now() - call.attemptMs),
    status: 'failure',
    httpStatus: 200,
    errorClass: FILTERED.class,
    usage: answer.usage,
    usageEstimated: answer.usageEstimated,
  });
  return FILTERED;
}
