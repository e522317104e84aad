import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type Failure, ok, refuse, type Result } from '@tollgate/core';
import { SettingsInForce } from '@tollgate/settings';
import { NamedCredential } from '../credentials/named-credential.js';
import { faultOfModel, faultOfTeamAdmin } from '../domain/check-model.js';
import { changedModel, type ModelFields } from '../domain/model-fields.js';
import { type ProxyModel } from '../domain/proxy-model.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { FoundModels } from './found-models.js';
import { ModelChange } from './model-change.js';
import { type ModelRight, ModelRights } from './model-rights.js';

/** Changes, pauses or resumes a model of the database; calls that run already end as they began. */
@Injectable()
export class UpdateModel {
  constructor(
    private readonly store: ProxyModelStore,
    private readonly found: FoundModels,
    private readonly settings: SettingsInForce,
    private readonly rights: ModelRights,
    private readonly credential: NamedCredential,
    private readonly change: ModelChange,
  ) {}

  async run(modelId: string, fields: ModelFields, actor: Actor, now: Date): Promise<Result<ProxyModel>> {
    const done = await this.change.run(
      async (manager) => {
        const before = await this.found.changeable(modelId, actor.caller, manager);
        if (!before.ok) return before;
        const after = changedModel(before.value, fields, { at: now, userId: actor.caller.userId });
        if (!after.ok) return after;
        const right = await this.rights.over(after.value.teamId, actor.caller);
        if (!right.ok) return right;
        const fault = this.faultOf(after.value, fields, right.value);
        if (fault) return refuse(fault);
        const unnamed = await this.credential.faultOf(after.value, manager);
        if (unnamed) return refuse(unnamed);
        await this.store.update(manager, after.value);
        return ok({ action: actionOf(fields), before: before.value, after: after.value });
      },
      actor,
      now,
    );
    if (!done.ok) return done;
    const { after } = done.value;
    if (after === null) throw new Error('an updated model is there');
    return ok(after);
  }

  private faultOf(model: ProxyModel, { litellmParams }: ModelFields, right: ModelRight): Failure | null {
    const { env } = this.settings.current;
    const fault = faultOfModel(model, env);
    return fault ?? (right === 'team' ? faultOfTeamAdmin(litellmParams ?? {}, model, env) : null);
  }
}

function actionOf({ blocked, ...rest }: ModelFields): 'updated' | 'blocked' | 'unblocked' {
  const only = Object.values(rest).every((value) => value === undefined || value === null);
  if (typeof blocked !== 'boolean' || !only) return 'updated';
  return blocked ? 'blocked' : 'unblocked';
}
