import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { type Deployment, deploymentLists } from '@tollgate/routing';
import { SettingsInForce } from '@tollgate/settings';
import { RoutingTableStore } from '../routing-table-store.js';
import { type HealthCheck, type ProbeResult } from './health-check.js';
import { HealthCheckStore } from './health-check-store.js';
import { ModelProbe } from './model-probe.js';
import { type ProbePlan, probePlan } from './probe-plan.js';

const AT_A_TIME = 5;
/** How long what checks found is kept. */
const KEPT_MS = 30 * 86_400_000;
/** What passes by itself, or is the caller's doing. */
const TRANSIENT = new Set(['RateLimitError', 'Timeout', 'GatewayTimeoutError']);

/** Probes deployments, by what costs nothing where that tells enough, and keeps what it finds. */
@Injectable()
export class CheckModels {
  readonly #log = new Logger('Health');

  constructor(
    private readonly tables: RoutingTableStore,
    private readonly settings: SettingsInForce,
    private readonly probe: ModelProbe,
    private readonly store: HealthCheckStore,
  ) {}

  /** Every deployment in force, each once. */
  deployments(): Deployment[] {
    const all = deploymentLists(this.tables.current).flat();
    return [...new Map(all.map((deployment) => [deployment.id, deployment])).values()];
  }

  /** @param checkedBy user id; null: in the background. */
  async run(deployments: readonly Deployment[], checkedBy: string | null): Promise<HealthCheck[]> {
    const waiting = [...deployments];
    const found: HealthCheck[] = [];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        found.push(await this.#check(next, checkedBy));
    };
    const { health_check_concurrency: most = AT_A_TIME } = this.#general;
    await Promise.all(Array.from({ length: Math.min(most, deployments.length) }, work));
    await this.#keep(found);
    return found;
  }

  async #check(deployment: Deployment, checkedBy: string | null): Promise<HealthCheck> {
    const result = await this.#probed(deployment, probePlan(deployment));
    const { health_check_ignore_transient_errors: ignore = false } = this.#general;
    const status = ignore && TRANSIENT.has(result.errorClass ?? '') ? 'unknown' : result.status;
    return {
      ...{ ...result, status, id: randomUUID(), modelId: deployment.id, modelName: deployment.group },
      providerModel: `${deployment.provider.id}/${deployment.target.model}`,
      ...{ checkedAt: new Date(), checkedBy },
    };
  }

  async #probed(deployment: Deployment, plan: ProbePlan): Promise<ProbeResult> {
    const listed = deployment.mockResponse === null ? await this.probe.list(deployment, plan) : null;
    if (listed !== null) return listed;
    if (plan.model === null) return notAsked('Set model_info.health_check_model: the name has an asterisk.');
    if (plan.call === null) return notAsked('A check would cost as much as a real call of this kind.');
    return this.probe.call(deployment, plan);
  }

  /** What is not kept is still answered. */
  async #keep(checks: readonly HealthCheck[]): Promise<void> {
    if (checks.length === 0) return;
    try {
      await this.store.insert(checks);
      await this.store.forgetBefore(new Date(Date.now() - KEPT_MS));
    } catch {
      this.#log.warn('what the health checks found could not be kept, as the database is away');
    }
  }

  get #general() {
    return this.settings.current.config.general_settings ?? {};
  }
}

function notAsked(errorMessage: string): ProbeResult {
  return {
    status: 'unknown',
    probe: 'none',
    errorClass: null,
    errorStatus: null,
    errorMessage,
    responseMs: 0,
  };
}
