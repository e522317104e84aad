import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { type Failure, ok, refuse, type RepricingStatus, type Result } from '@tollgate/core';
import { DataSource, type EntityManager } from 'typeorm';
import { type Repricing, type RepricingSelection } from './repricing.js';
import { RepricingStore } from './repricing-store.js';
import { repricingViewOf } from './repricing-view.js';

/** What becomes of a re-pricing by somebody's decision. */
export type Decision = Extract<RepricingStatus, 'approved' | 'withdrawn'>;

/** Asks for re-pricings and decides on them, each with an entry of the audit log. Workers do the rest. */
@Injectable()
export class OrderRepricing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: RepricingStore,
    private readonly audit: AuditStore,
  ) {}

  async ask(selection: RepricingSelection, reason: string, actor: Actor, now: Date): Promise<Repricing> {
    const repricing: Repricing = {
      ...{ id: randomUUID(), status: 'previewing', selection, reason },
      ...{ createdAt: now, createdBy: actor.caller.userId, approvedAt: null, approvedBy: null },
      ...{ finishedAt: null, preview: null, outcome: null, error: null },
    };
    await this.dataSource.transaction(async (manager) => {
      await this.store.insert(manager, repricing);
      await this.record(manager, 'created', null, repricing, actor, now);
    });
    return repricing;
  }

  /** Only a difference that was worked out can be approved, so that whoever approves has seen it. */
  decide(id: string, decision: Decision, actor: Actor, now: Date): Promise<Result<Repricing>> {
    return this.dataSource.transaction(async (manager): Promise<Result<Repricing>> => {
      const before = await this.store.lock(manager, id);
      if (before === null) return refuse(NO_SUCH_REPRICING);
      if (before.status === decision) return ok(before);
      const open =
        before.status === 'previewed' || (before.status === 'previewing' && decision === 'withdrawn');
      if (!open) return refuse(notOpen(before.status, decision));
      const decided = {
        status: decision,
        approvedAt: decision === 'approved' ? now : null,
        approvedBy: decision === 'approved' ? actor.caller.userId : null,
        finishedAt: decision === 'withdrawn' ? now : null,
      };
      await this.store.decide(manager, id, decided);
      const after = { ...before, ...decided };
      await this.record(manager, decision === 'approved' ? 'updated' : 'deleted', before, after, actor, now);
      return ok(after);
    });
  }

  private async record(
    manager: EntityManager,
    action: AuditAction,
    before: Repricing | null,
    after: Repricing,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const views = { before: before && { ...repricingViewOf(before) }, after: { ...repricingViewOf(after) } };
    const entry = { objectType: 'spend_repricing', objectId: after.id, ...views };
    await this.audit.record(manager, [{ actor, at, action, ...entry }]);
  }
}

export const NO_SUCH_REPRICING: Failure = {
  class: 'NotFoundError',
  message: 'There is no re-pricing with this id.',
  param: 'id',
};

function notOpen(status: RepricingStatus, decision: Decision): Failure {
  const why = status === 'previewing' ? 'its difference is still being worked out' : `it is ${status}`;
  return { class: 'BadRequestError', message: `It cannot be ${decision}: ${why}.`, param: 'id' };
}
