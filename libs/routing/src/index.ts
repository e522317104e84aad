export * from './budget/spend-meter.js';
export * from './failure/cooldown.js';
export * from './failure/error-counts.js';
export * from './failure/fallback-groups.js';
export * from './failure/fault.js';
export { MOST_RETRIES } from './failure/retries.js';
export { meaningOf, planText, shareOf } from './plan/plan-text.js';
export {
  planRoute,
  type PlannedCall,
  type PlannedCandidate,
  type PlannedGroup,
  type RoutePlan,
} from './plan/route-plan.js';
export * from './resolve-model.js';
export * from './route-call.js';
export * from './route-state.js';
export * from './routing-table.js';
export { barrierOf } from './select/barrier.js';
export { AFFINITIES, type Affinity, type AffinityRules } from './select/affinity.js';
export {
  CAPABILITIES,
  type CallNeeds,
  type Capability,
  type Fitness,
  type Unfitness,
} from './select/fitness.js';
export { HealthShare } from './shared/health-share.js';
export { type Unavailable } from './select/select-deployment.js';
export * from './stats/deployment-record.js';
export * from './stats/deployment-stats.js';
export * from './stats/outcomes.js';
export * from './strategies/strategy.js';
export * from './trace/decision-record.js';
export * from './trace/route-trace.js';
