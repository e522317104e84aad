import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, refuse, type Result } from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { SettingsInForce } from '@tollgate/settings';
import { NamedCredential } from '../credentials/named-credential.js';
import { faultOfModel, faultOfTeamAdmin } from '../domain/check-model.js';
import { type ModelFields, newModel } from '../domain/model-fields.js';
import { type ProxyModel } from '../domain/proxy-model.js';
import { RoutingTableStore } from '../routing-table-store.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { ModelChange } from './model-change.js';
import { ModelRights } from './model-rights.js';

/** Adds a model to the database; it serves calls of every process within a second. */
@Injectable()
export class AddModel {
  constructor(
    private readonly store: ProxyModelStore,
    private readonly tables: RoutingTableStore,
    private readonly settings: SettingsInForce,
    private readonly rights: ModelRights,
    private readonly credential: NamedCredential,
    private readonly change: ModelChange,
  ) {}

  async run(fields: ModelFields, actor: Actor, now: Date): Promise<Result<ProxyModel>> {
    const made = newModel(fields, { at: now, userId: actor.caller.userId });
    if (!made.ok) return made;
    const model = made.value;
    const right = await this.rights.over(model.teamId, actor.caller);
    if (!right.ok) return right;
    const { env } = this.settings.current;
    const fault =
      faultOfModel(model, env) ??
      (right.value === 'team' ? faultOfTeamAdmin(model.litellmParams, model, env) : null);
    if (fault) return refuse(fault);
    const taken = badRequest('model_info.id', 'A model with this model_info.id exists already.');
    if (this.tables.fileModel(model.modelId)) return taken;
    const done = await this.change.run(
      async (manager) => {
        if (await this.store.find(model.modelId, manager)) return taken;
        const unnamed = await this.credential.faultOf(model, manager);
        if (unnamed) return refuse(unnamed);
        await this.store.insert(manager, model);
        return ok({ action: 'created', before: null, after: model });
      },
      actor,
      now,
    );
    return done.ok ? ok(model) : done;
  }
}
