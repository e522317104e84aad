import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { refuse, type Result } from '@tollgate/core';
import { orRefusal, TenantChangePublisher, Undone } from '@tollgate/organizations';
import {
  ConfigurationChanges,
  ConfigurationVersion,
  NOT_CHANGEABLE,
  SettingsInForce,
} from '@tollgate/settings';
import { TeamStore } from '@tollgate/teams';
import { DataSource, type EntityManager } from 'typeorm';
import { type ProxyModel, publicNameOf } from '../domain/proxy-model.js';
import { modelAuditViews } from '../domain/model-audit.js';

/** A change that was written. */
export interface ChangedModel {
  readonly action: AuditAction;
  readonly before: ProxyModel | null;
  readonly after: ProxyModel | null;
}

/**
 * The one way models of the database are changed: after one another, row and audit entry in one transaction; afterwards
 * every process acts by it, this one before the call resolves.
 */
@Injectable()
export class ModelChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly version: ConfigurationVersion,
    private readonly settings: SettingsInForce,
    private readonly audit: AuditStore,
    private readonly teams: TeamStore,
    private readonly changes: ConfigurationChanges,
    private readonly tenants: TenantChangePublisher,
  ) {}

  /** @param work reads, checks and writes; a refusal undoes what it wrote. */
  async run(
    work: (manager: EntityManager) => Promise<Result<ChangedModel>>,
    actor: Actor,
    now: Date,
  ): Promise<Result<ChangedModel>> {
    if (!this.settings.changeable) return refuse(NOT_CHANGEABLE);
    let widened: string | null = null;
    const outcome = await orRefusal(
      this.dataSource.transaction(async (manager) => {
        await this.version.raise(manager);
        const result = await work(manager);
        if (!result.ok) throw new Undone(result);
        const { action, before, after } = result.value;
        widened = after && (await this.allowToTeam(manager, after, now));
        const objectId = (after ?? before)?.modelId ?? '';
        const views = modelAuditViews(before, after);
        await this.audit.record(manager, [
          { actor, at: now, action, objectType: 'proxy_model', objectId, ...views },
        ]);
        return result;
      }),
    );
    if (!outcome.ok) return outcome;
    if (widened !== null) this.tenants.ownersChanged('team', [widened]);
    await this.changes.changed();
    return outcome;
  }

  /** A team with a list of models gets the name of its own one added, so that its keys may list it. */
  private async allowToTeam(manager: EntityManager, model: ProxyModel, now: Date): Promise<string | null> {
    if (model.teamId === null) return null;
    const [team] = await this.teams.lock(manager, [model.teamId]);
    const name = publicNameOf(model);
    if (!team || team.models.length === 0 || team.models.includes(name)) return null;
    await this.teams.update(manager, team.teamId, { models: [...team.models, name], updatedAt: now });
    return team.teamId;
  }
}
