import { MOST_RETRIES } from '../failure/retries.js';
import { type Deployment, type RoutingTable } from '../routing-table.js';
import { groupStrategy, type RoutingStrategy } from '../strategies/strategy.js';
import { type PlannedCandidate, type PlannedGroup, type RoutePlan } from './route-plan.js';

/** A plan for people, as `tollgate route` prints it. */
export function planText(plan: RoutePlan, table: RoutingTable, stream: boolean): string {
  const [first, ...fallbacks] = plan.groups;
  const { strategy } = groupStrategy(table, first?.name ?? plan.asked);
  return [
    `${plan.asked} is served by the group ${first?.name ?? plan.asked}`,
    `  strategy  ${strategy}: ${meaningOf(strategy, stream)}`,
    `  timeout   ${timeoutOf(table, stream)}`,
    '',
    ...plan.groups.flatMap((group, i) => groupLines(group, i, table)),
    ...(fallbacks.length === 0 ? ['No fallbacks: when the group has failed, so has the call.'] : []),
    specialLine('A prompt that is too long goes to', plan.whenTooLong),
    specialLine('A prompt refused for its content goes to', plan.whenRefused),
    ...plan.unknown.map((name) => `! The fallback ${name} is passed over: no model has that name.`),
  ].join('\n');
}

function groupLines({ name, candidates }: PlannedGroup, i: number, table: RoutingTable): string[] {
  const turns = Math.max(0, ...candidates.map(({ turn }) => turn ?? 0));
  const lines = [i === 0 ? `1. ${name}` : `${i + 1}. ${name} (fallback ${i})`];
  for (let turn = 1; turn <= turns; turn += 1) {
    const tried = candidates.filter((candidate) => candidate.turn === turn);
    if (turns > 1) lines.push(`   ${turn === 1 ? 'first' : 'then'}: ${orderOf(tried[0]?.deployment)}`);
    for (const candidate of tried) lines.push(`   - ${candidateText(candidate, tried, table)}`);
  }
  for (const { deployment, sentModel, skipped } of candidates)
    if (skipped !== null) lines.push(`   x ${nameOf(deployment, sentModel)}: ${skipped}`);
  return [...lines, ''];
}

function candidateText(
  { deployment, sentModel }: PlannedCandidate,
  tried: readonly PlannedCandidate[],
  table: RoutingTable,
): string {
  const retries = Math.min(deployment.numRetries ?? table.numRetries, MOST_RETRIES);
  const { rpm, tpm, maxParallelRequests } = deployment;
  const facts = [
    groupStrategy(table, deployment.group).strategy === 'simple-shuffle'
      ? `${Math.round(100 * shareOf(deployment, tried))} %`
      : null,
    `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
    rpm ? `rpm ${rpm}` : null,
    tpm ? `tpm ${tpm}` : null,
    maxParallelRequests ? `at most ${maxParallelRequests} at once` : null,
    deployment.mockResponse === null ? null : 'answered by the gateway itself',
  ];
  return `${nameOf(deployment, sentModel)}: ${facts.filter((fact) => fact !== null).join(', ')}`;
}

/** Share of first attempts under simple-shuffle, 0 to 1. @param tried those of the same turn */
export function shareOf(deployment: Deployment, tried: readonly PlannedCandidate[]): number {
  for (const metric of ['weight', 'rpm', 'tpm'] as const) {
    const total = tried.reduce((sum, one) => sum + Math.max(0, one.deployment[metric] ?? 0), 0);
    if (total > 0) return Math.max(0, deployment[metric] ?? 0) / total;
  }
  return 1 / tried.length;
}

function nameOf({ id, provider }: Deployment, sentModel: string): string {
  return `${provider.id}/${sentModel} (${id.length > 16 ? `${id.slice(0, 12)}…` : id})`;
}

function orderOf(deployment: Deployment | undefined): string {
  return deployment?.order == null ? 'without order' : `order ${deployment.order}`;
}

function specialLine(text: string, groups: readonly string[]): string {
  return `${text} ${groups.length === 0 ? 'nothing else' : groups.join(', ')}.`;
}

function timeoutOf({ timeoutMs, streamTimeoutMs }: RoutingTable, stream: boolean): string {
  if (!stream) return `${timeoutMs / 1000} s for the whole answer`;
  return `${(streamTimeoutMs ?? timeoutMs) / 1000} s until the first content, ${timeoutMs / 1000} s between two pieces`;
}

/** How a strategy chooses, in words. */
export function meaningOf(strategy: RoutingStrategy, stream: boolean): string {
  switch (strategy) {
    case 'simple-shuffle':
      return 'by chance, in proportion to weight, rpm or tpm';
    case 'least-busy':
      return 'the fewest calls on their way';
    case 'usage-based-routing':
    case 'usage-based-routing-v2':
      return 'the fewest tokens of this minute';
    case 'latency-based-routing':
      return stream ? 'the shortest time to the first content' : 'the fewest seconds a token';
    case 'cost-based-routing':
      return 'the lowest price';
    case 'peak-ewma':
      return stream
        ? 'the shortest time to the first content, times the calls on their way'
        : 'the lowest latency, times the calls on their way';
  }
}
