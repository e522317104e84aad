import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { AuditStore } from '@tollgate/audit';
import { formatUsd, ok, parseUsd, type PicoUsd, type Result } from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { badKeyRequest, keyNotFound } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyStore } from '../store/key-store.js';

/** A key whose spend was set back, and what it was before. */
export interface SpendReset {
  readonly key: VirtualKey;
  readonly previousSpend: PicoUsd;
}

/** Sets the spend of a key back, to nothing or to less than it is. What is settled meanwhile counts on top. */
@Injectable()
export class ResetKeySpend {
  constructor(
    private readonly store: KeyStore,
    private readonly audit: AuditStore,
    private readonly changes: KeyChangePublisher,
  ) {}

  /** @param resetTo US dollars. */
  async run(name: string, resetTo: number, actor: Actor, now: Date): Promise<Result<SpendReset>> {
    const token = storedHashOf(name);
    if (token === null) return badKeyRequest('key', 'key must be a key (sk-…) or its SHA-256 hash');
    const spend = parseUsd(resetTo) ?? 0n;
    const reset = await this.store.transaction((manager) => this.reset(manager, token, spend, actor, now));
    if (reset.ok) this.changes.changed([token]);
    return reset;
  }

  private async reset(
    manager: EntityManager,
    token: string,
    spend: PicoUsd,
    actor: Actor,
    now: Date,
  ): Promise<Result<SpendReset>> {
    const before = await this.store.lockByHash(manager, token);
    if (!before) return keyNotFound();
    if (spend > before.spend)
      return badKeyRequest(
        'reset_to',
        `reset_to must be at most the current spend, ${formatUsd(before.spend)}`,
      );
    if (before.maxBudget !== null && spend > before.maxBudget)
      return badKeyRequest('reset_to', `reset_to must be at most max_budget, ${formatUsd(before.maxBudget)}`);
    const written = {
      spend,
      softBudgetCooldown: false,
      spendSince: now,
      updatedAt: now,
      updatedBy: actor.caller.userId,
    };
    await this.store.update(manager, token, written);
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'updated',
        objectType: 'virtual_key',
        objectId: token,
        before: { spend: formatUsd(before.spend) },
        after: { spend: formatUsd(spend) },
      },
    ]);
    return ok({ key: { ...before, ...written }, previousSpend: before.spend });
  }
}
