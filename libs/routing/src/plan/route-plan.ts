import { fallbackGroups } from '../failure/fallback-groups.js';
import { type ModelGroup, modelToSend, resolveModel } from '../resolve-model.js';
import { type Deployment, type RoutingTable } from '../routing-table.js';
import { barrierOf } from '../select/barrier.js';
import { taggedCandidates } from '../select/tags.js';
import { type Candidate, DeploymentStats } from '../stats/deployment-stats.js';

/** What would be tried for a model, in this order. */
export interface RoutePlan {
  readonly asked: string;
  /** The group that was asked for, then those that are tried when it has failed. */
  readonly groups: readonly PlannedGroup[];
  /** What a prompt that is too long, or refused for its content, is tried with in place of the later groups. */
  readonly whenTooLong: readonly string[];
  readonly whenRefused: readonly string[];
  /** Names of fallbacks that no model has. */
  readonly unknown: readonly string[];
}

export interface PlannedGroup {
  readonly name: string;
  readonly candidates: readonly PlannedCandidate[];
}

export interface PlannedCandidate {
  readonly deployment: Deployment;
  readonly sentModel: string;
  /** 1 for those that are tried first; null: it is left out. */
  readonly turn: number | null;
  /** Why it is left out. */
  readonly skipped: string | null;
}

/** Facts that a plan is made for. Without stats nothing has happened yet. */
export interface PlannedCall {
  readonly tags: readonly string[];
  readonly stats?: DeploymentStats;
  /** Epoch milliseconds. */
  readonly now?: number;
}

/** @returns null when no group serves the name. */
export function planRoute(table: RoutingTable, asked: string, call: PlannedCall): RoutePlan | null {
  const first = resolveModel(table, asked);
  if (!first) return null;
  const stats = call.stats ?? new DeploymentStats();
  const { groups, unknown } = groupsInTurn(table, first);
  return {
    asked,
    groups: groups.map((group) => ({
      name: group.name,
      candidates: candidatesOf(table, group, call, stats),
    })),
    whenTooLong: fallbackGroups(table, first.name, 'ContextWindowExceededError'),
    whenRefused: fallbackGroups(table, first.name, 'ContentPolicyViolationError'),
    unknown,
  };
}

/** The group and its fallbacks, their own fallbacks after them, each once, as many as are allowed. */
function groupsInTurn(table: RoutingTable, first: ModelGroup): { groups: ModelGroup[]; unknown: string[] } {
  const groups = [first];
  const unknown: string[] = [];
  const pending = [...fallbackGroups(table, first.name, null)];
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    if (groups.length > table.maxFallbacks) break;
    const group = resolveModel(table, name);
    if (!group) unknown.push(name);
    if (!group || groups.some((other) => other.name === group.name)) continue;
    groups.push(group);
    pending.push(...fallbackGroups(table, group.name, null).filter((other) => !pending.includes(other)));
  }
  return { groups, unknown };
}

function candidatesOf(
  table: RoutingTable,
  group: ModelGroup,
  { tags, now = 0 }: PlannedCall,
  stats: DeploymentStats,
): PlannedCandidate[] {
  const all = stats.candidatesOf(group.deployments);
  const permitted = table.tagFiltering ? taggedCandidates(all, { tags }, table.tagFiltering) : all;
  const skipReason = (candidate: Candidate) =>
    permitted.includes(candidate) ? barrierOf(candidate, now) : 'its tags are not those of the call';
  const serving = all.filter((candidate) => skipReason(candidate) === null);
  const orders = [...new Set(serving.map(({ order }) => order))].sort((a, b) => a - b);
  return all.map((candidate) => {
    const skipped = skipReason(candidate);
    const { deployment, order } = candidate;
    const sentModel = modelToSend(deployment, group);
    return { deployment, sentModel, turn: skipped === null ? orders.indexOf(order) + 1 : null, skipped };
  });
}
