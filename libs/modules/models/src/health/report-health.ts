import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { type HealthReport, type LatestHealth, ok, type Result } from '@tollgate/core';
import { notFound } from '@tollgate/organizations';
import { SettingsInForce } from '@tollgate/settings';
import { ListModels } from '../listing/list-models.js';
import { CheckModels } from './check-models.js';
import { HealthCheckStore } from './health-check-store.js';
import { healthCheckView, healthReport } from './health-views.js';

/** Which deployments; null: all. */
export interface HealthQuestion {
  readonly model: string | null;
  readonly modelId: string | null;
}

/** Tells how deployments do, as far as the caller may use them. */
@Injectable()
export class ReportHealth {
  constructor(
    private readonly models: ListModels,
    private readonly checks: CheckModels,
    private readonly store: HealthCheckStore,
    private readonly settings: SettingsInForce,
  ) {}

  /**
   * Asks the upstreams, when a proxy admin wants to know and nothing does so in the background; otherwise what was found
   * last. Calls may cost, so nobody else sets them off.
   */
  async report({ model, modelId }: HealthQuestion, caller: Caller): Promise<Result<HealthReport>> {
    const visible = await this.models.served(caller);
    if (!visible.ok) return visible;
    const wanted = visible.value.filter(
      ({ id, group }) => (modelId === null || id === modelId) && (model === null || group === model),
    );
    if (wanted.length === 0 && (model ?? modelId) !== null)
      return notFound('Model', modelId === null ? 'model' : 'model_id');
    const { background_health_checks: background, health_check_details: details } =
      this.settings.current.config.general_settings ?? {};
    const asks = caller.role === 'proxy_admin' && background !== true;
    const found = asks
      ? await this.checks.run(wanted, caller.userId)
      : await this.store.latestOf(wanted.map(({ id }) => id));
    return ok(healthReport(wanted, found, seesEverything(caller) && details !== false));
  }

  /** What was found last about each deployment in force. */
  async latest(): Promise<LatestHealth> {
    const ids = this.checks.deployments().map(({ id }) => id);
    const checks = await this.store.latestOf(ids);
    return {
      latest_health_checks: Object.fromEntries(
        checks.map((check) => [check.modelId, healthCheckView(check)]),
      ),
      total_models: ids.length,
    };
  }
}
