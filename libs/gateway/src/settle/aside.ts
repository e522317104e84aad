import { randomUUID } from 'node:crypto';
import { type SpendEvent, type Usage } from '@tollgate/core';
import { type Deployment, type DeploymentRecord } from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';
import { type GatewayPorts } from '../ports/ports.js';
import { costOfCall, priceOrigin, spendEvent } from './spend-event.js';

/** Why an answer cost something although its client got another one; the row names the call by this member. */
export type AsideKind = 'discarded_of' | 'hedge_of' | 'mirror_of';

/** What an upstream did for a call besides the answer that its client got. */
export interface Aside {
  readonly kind: AsideKind;
  readonly deployment: Deployment;
  /** What is known of the deployment. */
  readonly record: DeploymentRecord;
  readonly sentModel: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly status: SpendEvent['status'];
  readonly httpStatus: number;
  readonly errorClass: string | null;
  readonly usage: Usage | null;
  readonly usageEstimated: boolean;
}

/** Writes the row of an aside: the provider charges for it, so it is in the books, and part of what the call holds. */
export function recordAside(ports: GatewayPorts, call: Call, aside: Aside): void {
  const { kind, deployment, record, usage, usageEstimated, status } = aside;
  const ending = {
    ...{ status, failure: null, usage, usageEstimated },
    ...{ responseId: null, firstTokenMs: null },
  };
  const cost = costOfCall(call, usage, deployment);
  const event: SpendEvent = {
    ...spendEvent(call, ending, cost, { ...call.decoded.options.metadata, [kind]: call.id }),
    id: randomUUID(),
    startedAt: aside.startedAt,
    httpStatus: aside.httpStatus,
    errorClass: aside.errorClass,
    modelGroup: deployment.group,
    sentModel: aside.sentModel,
    provider: deployment.provider.id,
    deploymentId: deployment.id,
    ...priceOrigin(usage, deployment),
    attemptedRetries: 0,
    attemptedFallbacks: 0,
  };
  ports.ledger.record(event, (error) => {
    if (error)
      ports.log.error('The journal cannot be written; the cost of an unused answer is missing.', error);
  });
  if (record.meters !== null) record.charge(cost ?? 0n, 0n, Date.now());
  call.addAside(usage ? usage.inputTokens + usage.outputTokens : 0, cost ?? 0n);
}
