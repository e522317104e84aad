import { countFailure, countSuccess, isDeploymentsFault } from '../failure/cooldown.js';
import { type AttemptFault } from '../failure/fault.js';
import { type RouteState } from '../route-state.js';
import { type RoutingTable } from '../routing-table.js';
import { groupStrategy } from '../strategies/strategy.js';

/** A whole answer came from the current deployment. @param ms since it was asked. */
export function noteAnswer(
  { record, group }: RouteState,
  ms: number,
  outputTokens: number,
  table: RoutingTable,
  now: number,
): void {
  record.answered(ms, outputTokens, groupStrategy(table, group.name).strategyArgs, now);
  countSuccess(record, now);
}

/** The first content of a stream came from the current deployment. @param ms since it was asked. */
export function noteFirstContent(
  { record, group }: RouteState,
  ms: number,
  table: RoutingTable,
  now: number,
): void {
  record.began(ms, groupStrategy(table, group.name).strategyArgs, now);
  countSuccess(record, now);
}

/** An attempt failed before anything reached the client. What the caller is to blame for says nothing of the deployment. */
export function noteFailure(
  { group, current, record }: RouteState,
  fault: AttemptFault,
  ms: number,
  stream: boolean,
  table: RoutingTable,
  now: number,
): void {
  if (!isDeploymentsFault(current, fault)) return;
  record.failed(fault, ms, stream, groupStrategy(table, group.name).strategyArgs, now);
  countFailure(current, record, fault, group.deployments.length, table, now);
}
