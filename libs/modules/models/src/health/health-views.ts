import { type HealthCheckView, type HealthEndpoint, type HealthReport } from '@tollgate/core';
import { type Deployment } from '@tollgate/routing';
import { type HealthCheck } from './health-check.js';

/** A check in the wire's names. */
export function healthCheckView(check: HealthCheck): HealthCheckView {
  const at = check.checkedAt.toISOString();
  return {
    health_check_id: check.id,
    model_name: check.modelName,
    model_id: check.modelId,
    status: check.status,
    healthy_count: check.status === 'healthy' ? 1 : 0,
    unhealthy_count: check.status === 'unhealthy' ? 1 : 0,
    error_message: check.errorMessage,
    response_time_ms: check.responseMs,
    details: {
      probe: check.probe,
      model: check.providerModel,
      error_class: check.errorClass,
      error_status: check.errorStatus,
    },
    checked_by: check.checkedBy,
    checked_at: at,
    created_at: at,
  };
}

/** @param details also what only administrators see: address, error, time. */
export function healthReport(
  deployments: readonly Deployment[],
  checks: readonly HealthCheck[],
  details: boolean,
): HealthReport {
  const byId = new Map(checks.map((check) => [check.modelId, check]));
  const of = (status: HealthCheck['status']) =>
    deployments
      .filter(({ id }) => (byId.get(id)?.status ?? 'unknown') === status)
      .map((deployment) => endpointOf(deployment, byId.get(deployment.id), details));
  const [healthy, unhealthy, unknown] = [of('healthy'), of('unhealthy'), of('unknown')];
  return {
    healthy_endpoints: healthy,
    unhealthy_endpoints: unhealthy,
    healthy_count: healthy.length,
    unhealthy_count: unhealthy.length,
    unknown_endpoints: unknown,
    unknown_count: unknown.length,
  };
}

function endpointOf(
  { id, group, provider, target }: Deployment,
  check: HealthCheck | undefined,
  details: boolean,
): HealthEndpoint {
  const named = { model: `${provider.id}/${target.model}`, model_id: id, model_name: group };
  if (!details) return named;
  return {
    ...named,
    api_base: target.baseUrl?.replace(/:\/\/[^/@]*@/, '://') ?? null,
    ...(check && {
      response_time_ms: check.responseMs,
      checked_at: check.checkedAt.toISOString(),
      probe: check.probe,
      ...(check.errorMessage === null ? {} : { error: check.errorMessage }),
      ...(check.status === 'unhealthy' ? { exception_status: check.errorStatus } : {}),
    }),
  };
}
