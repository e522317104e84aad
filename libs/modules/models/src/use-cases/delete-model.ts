import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { FoundModels } from './found-models.js';
import { ModelChange } from './model-change.js';

/** Takes a model out of the database; calls that run already end as they began. What it cost stays in the reports. */
@Injectable()
export class DeleteModel {
  constructor(
    private readonly store: ProxyModelStore,
    private readonly found: FoundModels,
    private readonly change: ModelChange,
  ) {}

  async run(modelId: string, actor: Actor, now: Date): Promise<Result<null>> {
    const done = await this.change.run(
      async (manager) => {
        const before = await this.found.changeable(modelId, actor.caller, manager);
        if (!before.ok) return before;
        await this.store.delete(manager, modelId);
        return ok({ action: 'deleted', before: before.value, after: null });
      },
      actor,
      now,
    );
    return done.ok ? ok(null) : done;
  }
}
