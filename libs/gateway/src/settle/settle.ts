import { type PicoUsd, type Usage } from '@tollgate/core';
import { type Call } from '../pipeline/call.js';
import { type GatewayPorts } from '../ports/ports.js';
import { type Ending, spendEvent } from './spend-event.js';

/**
 * Closes a call: the reservation gets the real figures, the journal its event. `then` runs once the event would survive a
 * crash, and only it may end the reply; it is told when the event could not be written.
 */
export function settle(
  ports: GatewayPorts,
  call: Call,
  ending: Ending,
  cost: PicoUsd | null,
  then: (error: Error | null) => void,
): void {
  if (call.settled) return;
  call.settled = true;
  call.leaveDeployment(tokensOf(ending.usage), cost ?? 0n);
  const event = spendEvent(call, ending, cost);
  call.reservation?.settle(
    tokensOf(ending.usage) + call.asideTokens,
    cost === null ? null : cost + call.asideCost,
  );
  ports.metrics.requestFinished(event, call.upstreamMs > 0 ? call.upstreamMs : null);
  ports.ledger.record(event, (error) => {
    if (error) ports.log.error('The journal cannot be written; the call was not answered.', error);
    then(error);
  });
  ports.log.call(event);
}

function tokensOf(usage: Usage | null): number {
  return usage ? usage.inputTokens + usage.outputTokens : 0;
}
