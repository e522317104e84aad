import { Injectable } from '@nestjs/common';
import { type AuditAction } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { TenantChangePublisher } from '@tollgate/organizations';
import { TeamStore } from '@tollgate/teams';
import { type EntityManager } from 'typeorm';
import { type ProxyModel, publicNameOf } from '../domain/proxy-model.js';
import { modelAuditViews } from '../domain/model-audit.js';
import { RunTimeChange } from './run-time-change.js';

/** A change that was written. */
export interface ChangedModel {
  readonly action: AuditAction;
  readonly before: ProxyModel | null;
  readonly after: ProxyModel | null;
}

/** Changes models of the database; a team's own model is allowed to the team in the same transaction. */
@Injectable()
export class ModelChange {
  constructor(
    private readonly change: RunTimeChange,
    private readonly teams: TeamStore,
    private readonly tenants: TenantChangePublisher,
  ) {}

  /** @param work reads, checks and writes; a refusal undoes what it wrote. */
  async run(
    work: (manager: EntityManager) => Promise<Result<ChangedModel>>,
    actor: Actor,
    now: Date,
  ): Promise<Result<ChangedModel>> {
    let widened: string | null = null;
    const outcome = await this.change.run(
      async (manager) => {
        const result = await work(manager);
        if (!result.ok) return result;
        const { action, before, after } = result.value;
        widened = after && (await this.allowToTeam(manager, after, now));
        const objectId = (after ?? before)?.modelId ?? '';
        const entry = { action, objectType: 'proxy_model', objectId, ...modelAuditViews(before, after) };
        return ok({ value: result.value, entry });
      },
      actor,
      now,
    );
    if (outcome.ok && widened !== null) this.tenants.ownersChanged('team', [widened]);
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
