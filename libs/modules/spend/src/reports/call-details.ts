import { type CallDetails, type CallRefusal, type RoutingDecision } from '@tollgate/core';
import { type RoutingTableStore } from '@tollgate/models';
import { type DataSource } from 'typeorm';
import { type SpendScope } from '../scope/spend-scope.js';
import { type ChargedCall, findCall } from './charged-call.js';
import { explainCost } from './cost-explanation.js';
import { routingDecision } from './routing-decision.js';
import { toSpendLogRow } from './spend-log-row.js';

/** One call with everything that is known of it. @throws ApiError (404) when the caller has none of this id. */
export async function callDetails(
  dataSource: DataSource,
  tables: RoutingTableStore,
  requestId: string,
  scope: SpendScope,
): Promise<CallDetails> {
  const call = await findCall(dataSource, requestId, scope);
  const log = toSpendLogRow(call);
  const routing = routingDecision(log);
  return {
    log,
    routing,
    cost: await explainCost(dataSource, tables, call),
    refusal: refusalOf(call, routing),
  };
}

function refusalOf(call: ChargedCall, { attempts }: RoutingDecision): CallRefusal | null {
  if (call.status === 'success') return null;
  const sent = call.sentModel !== null || attempts.length > 0;
  return {
    status: call.status,
    http_status: call.httpStatus,
    error_class: call.errorClass,
    message: call.errorMessage,
    by: call.status === 'cancelled' ? 'client' : sent ? 'provider' : 'gateway',
  };
}
