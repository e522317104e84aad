import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  AttributionEdits,
  type Borrower,
  type BorrowerChanges,
  borrowerChangesOf,
  unrestrictedBorrower,
} from '@tollgate/attributions';
import { type Actor } from '@tollgate/auth';
import { BudgetStore } from '@tollgate/budgets';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  ok,
  type Result,
  type TagRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { badRequest, jsonObjectOf, notFound, withoutAbsent } from '@tollgate/organizations';
import { type Tag } from '../domain/tag.js';
import { TagStore } from '../store/tag-store.js';

/** Makes, changes and deletes tags; row and audit entry in one transaction. The routes are for proxy admins. */
@Injectable()
export class ChangeTags {
  constructor(
    private readonly store: TagStore,
    private readonly budgets: BudgetStore,
    private readonly edits: AttributionEdits,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async create(request: TagRequest, actor: Actor, now: Date): Promise<Result<Tag>> {
    const { name } = request;
    const blank = unrestrictedBorrower(actor.caller.userId, now);
    const changes = await this.changesOf(request, blank, now);
    if (!changes.ok) return changes;
    const tag: Tag = { ...blank, name, description: null, modelInfo: null, ...changes.value };
    return this.edits.commit('tag', [name], async (manager) => {
      if (!(await this.store.insert(manager, tag)))
        return badRequest('name', 'A tag of this name exists already.');
      const act = { action: 'created', kind: 'tag', id: name, before: null, after: tag, actor, now } as const;
      await this.edits.record(manager, [act]);
      return ok(tag);
    });
  }

  async update(request: TagRequest, actor: Actor, now: Date): Promise<Result<Tag>> {
    const { name } = request;
    return this.edits.commit('tag', [name], async (manager) => {
      const before = await this.store.lock(manager, name);
      if (!before) return notFound('Tag', 'name');
      const changes = await this.changesOf(request, before, now);
      if (!changes.ok) return changes;
      const written = { ...changes.value, updatedAt: now, updatedBy: actor.caller.userId };
      await this.store.update(manager, name, written);
      const after = { ...before, ...written };
      await this.edits.record(manager, [
        { action: 'updated', kind: 'tag', id: name, before, after, actor, now },
      ]);
      return ok(after);
    });
  }

  /** What was spent under it stays in the ledger. */
  async delete(name: string, actor: Actor, now: Date): Promise<Result<Tag>> {
    return this.edits.commit('tag', [name], async (manager) => {
      const before = await this.store.lock(manager, name);
      if (!before) return notFound('Tag', 'name');
      await this.store.delete(manager, name);
      const act = { action: 'deleted', kind: 'tag', id: name, before, after: null, actor, now } as const;
      await this.edits.record(manager, [act]);
      return ok(before);
    });
  }

  private async changesOf(
    request: TagRequest,
    before: Borrower,
    now: Date,
  ): Promise<Result<BorrowerChanges & Partial<Tag>>> {
    const clock = { now, calendar: this.calendar };
    const changes = await borrowerChangesOf(request, before, clock, this.budgets);
    if (!changes.ok) return changes;
    const { description, model_info: info } = request;
    const modelInfo = info === undefined ? undefined : jsonObjectOf(info);
    return ok({ ...changes.value, ...withoutAbsent({ description, modelInfo }) });
  }
}
