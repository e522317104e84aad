import { Injectable } from '@nestjs/common';
import { type Caller } from '@tollgate/auth';
import { ok, refuse, type Result } from '@tollgate/core';
import { notFound } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type ProxyModel } from '../domain/proxy-model.js';
import { RoutingTableStore } from '../routing-table-store.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { ModelRights } from './model-rights.js';

/** Finds models that somebody wants to change. */
@Injectable()
export class FoundModels {
  constructor(
    private readonly store: ProxyModelStore,
    private readonly tables: RoutingTableStore,
    private readonly rights: ModelRights,
  ) {}

  /** A model of the database that the caller may change. What a team's admin must not know of is not there for him. */
  async changeable(modelId: string, caller: Caller, manager: EntityManager): Promise<Result<ProxyModel>> {
    const model = await this.store.find(modelId, manager);
    if (!model) return this.absent(modelId, caller);
    const right = await this.rights.over(model.teamId, caller);
    if (right.ok || caller.role === 'proxy_admin') return ok(model);
    return right.failure.class === 'NotFoundError' || model.teamId === null ? notFound('Model', 'id') : right;
  }

  private absent(modelId: string, caller: Caller): Result<never> {
    if (caller.role !== 'proxy_admin' || !this.tables.fileModel(modelId)) return notFound('Model', 'id');
    return refuse({
      class: 'BadRequestError',
      type: 'validation_error',
      message:
        'This model is in the configuration file: change it there and restart. Only models that were added by API can be changed by API.',
      param: 'id',
    });
  }
}
