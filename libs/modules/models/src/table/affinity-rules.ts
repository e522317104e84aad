import { type GatewayConfig } from '@tollgate/config';
import { AFFINITIES, type Affinity, type RoutingTable } from '@tollgate/routing';

type Router = NonNullable<GatewayConfig['router_settings']>;

/** Names of LiteLLM's pre-call checks that keep calls together. */
const CHECKS: Readonly<Record<string, Affinity>> = {
  responses_api_deployment_check: 'response',
  session_affinity: 'session',
  prompt_caching: 'prompt-cache',
  deployment_affinity: 'caller',
};

/** `optional_pre_call_checks` and `model_group_affinity_config`; the closest tie comes first. */
export function affinityRules(router: Router): Pick<RoutingTable, 'affinity'> {
  const all = affinitiesOf(router.optional_pre_call_checks);
  const ofGroup = new Map(
    Object.entries(router.model_group_affinity_config ?? {}).map(([group, checks]) => [
      group,
      affinitiesOf(Array.isArray(checks) ? checks : []),
    ]),
  );
  return all.length === 0 && ofGroup.size === 0 ? {} : { affinity: { all, ofGroup } };
}

function affinitiesOf(checks: readonly unknown[] = []): readonly Affinity[] {
  const wanted = new Set(checks.map((check) => (typeof check === 'string' ? CHECKS[check] : undefined)));
  return AFFINITIES.filter((affinity) => wanted.has(affinity));
}
