import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { type Failure, ok, refuse, type Result } from '@tollgate/core';
import { findProvider, pricesFromParams } from '@tollgate/llm';
import { ConfigurationChanges, ConfigurationVersion } from '@tollgate/settings';
import { DataSource } from 'typeorm';
import { type ModelPrice } from './model-price.js';
import { ModelPriceStore } from './model-price-store.js';
import { modelPriceViewOf } from './model-price-view.js';

/** A price as it is asked for. */
export interface NewPrice {
  readonly provider: string;
  readonly model: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly prices: Readonly<Record<string, string>>;
  readonly origin: string;
}

/**
 * Sets and withdraws prices: row and audit entry in one transaction, then every process charges by it. Calls that are over
 * keep what they were charged; re-pricing them is an act of its own.
 */
@Injectable()
export class PriceChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ModelPriceStore,
    private readonly version: ConfigurationVersion,
    private readonly audit: AuditStore,
    private readonly changes: ConfigurationChanges,
  ) {}

  async set(wanted: NewPrice, actor: Actor, now: Date): Promise<Result<ModelPrice>> {
    const fault = faultOf(wanted);
    if (fault) return refuse(fault);
    const price: ModelPrice = {
      ...wanted,
      ...{ id: randomUUID(), createdAt: now, createdBy: actor.caller.userId },
      ...{ withdrawnAt: null, withdrawnBy: null },
    };
    await this.dataSource.transaction(async (manager) => {
      await this.version.raise(manager);
      await this.store.insert(manager, price);
      const audited = { ...{ objectType: 'model_price', objectId: price.id }, before: null };
      await this.audit.record(manager, [
        { actor, at: now, action: 'created', ...audited, after: { ...modelPriceViewOf(price) } },
      ]);
    });
    await this.changes.changed();
    return ok(price);
  }

  /** What was charged by it stays charged. Withdrawing twice changes nothing. */
  async withdraw(id: string, actor: Actor, now: Date): Promise<Result<ModelPrice>> {
    const outcome = await this.dataSource.transaction(async (manager): Promise<Result<ModelPrice>> => {
      await this.version.raise(manager);
      const before = await this.store.find(id, manager);
      if (before === null) return refuse(NO_SUCH_PRICE);
      if (before.withdrawnAt !== null) return ok(before);
      const after = { ...before, withdrawnAt: now, withdrawnBy: actor.caller.userId };
      await this.store.withdraw(manager, id, now, actor.caller.userId);
      const audited = { objectType: 'model_price', objectId: id, before: { ...modelPriceViewOf(before) } };
      await this.audit.record(manager, [
        { actor, at: now, action: 'deleted', ...audited, after: { ...modelPriceViewOf(after) } },
      ]);
      return ok(after);
    });
    if (outcome.ok) await this.changes.changed();
    return outcome;
  }
}

export const NO_SUCH_PRICE: Failure = {
  class: 'NotFoundError',
  message: 'There is no price with this id.',
  param: 'id',
};

function faultOf({ provider, prices, validFrom, validTo }: NewPrice): Failure | null {
  const bad = (param: string, message: string): Failure => ({ class: 'BadRequestError', message, param });
  if (findProvider(provider) === null)
    return bad('provider', 'provider must be one that `tollgate providers` lists.');
  if (pricesFromParams(prices) === null)
    return bad('prices', 'prices must hold a price, such as input_cost_per_token.');
  if (validTo !== null && validTo <= validFrom) return bad('valid_to', 'valid_to must be after valid_from.');
  return null;
}
