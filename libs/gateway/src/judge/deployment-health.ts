import { type Usage } from '@tollgate/core';
import {
  type AttemptFault,
  noteAnswer,
  noteFailure,
  noteFirstContent,
  type RouteState,
} from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';

/** A stream has given its first content. */
export function noteBeginning(call: Call): void {
  if (call.route) noteFirstContent(call.route, call.attemptMs, call.settings.table, Date.now());
}

/** A whole answer has come. */
export function noteReply(call: Call, { usage }: { readonly usage: Usage | null }): void {
  if (!call.route) return;
  noteAnswer(call.route, call.attemptMs, usage?.outputTokens ?? 0, call.settings.table, Date.now());
}

/** An attempt has failed, or a stream that had begun. */
export function noteFault(call: Call, route: RouteState, fault: AttemptFault): void {
  if (isImpatience(call, fault)) return;
  noteFailure(route, fault, call.attemptMs, call.decoded.stream, call.settings.table, Date.now());
}

/** That a client waits for a shorter time than is configured says nothing of the deployment. */
function isImpatience({ decoded: { options }, leftMs = Infinity }: Call, fault: AttemptFault): boolean {
  const ownTime = options.timeoutMs !== null || options.streamTimeoutMs !== null || leftMs <= 0;
  return ownTime && fault.class === 'Timeout' && fault.status === null;
}
