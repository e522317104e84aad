import { Injectable } from '@nestjs/common';
import { type AuditEntry, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, refuse, type Result } from '@tollgate/core';
import { orRefusal, Undone } from '@tollgate/organizations';
import {
  ConfigurationChanges,
  ConfigurationVersion,
  NOT_CHANGEABLE,
  SettingsInForce,
} from '@tollgate/settings';
import { DataSource, type EntityManager } from 'typeorm';

/** What a change wrote, and what the audit log says of it. */
export interface WrittenChange<T> {
  readonly value: T;
  readonly entry: Omit<AuditEntry, 'actor' | 'at'>;
}

/**
 * The one way models and credentials of the database are changed: after one another, row and audit entry in one
 * transaction; afterwards every process acts by it, this one before the call resolves.
 */
@Injectable()
export class RunTimeChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly version: ConfigurationVersion,
    private readonly settings: SettingsInForce,
    private readonly audit: AuditStore,
    private readonly changes: ConfigurationChanges,
  ) {}

  /** @param work reads, checks and writes; a refusal undoes what it wrote. */
  async run<T>(
    work: (manager: EntityManager) => Promise<Result<WrittenChange<T>>>,
    actor: Actor,
    now: Date,
  ): Promise<Result<T>> {
    if (!this.settings.changeable) return refuse(NOT_CHANGEABLE);
    const outcome = await orRefusal(
      this.dataSource.transaction(async (manager) => {
        await this.version.raise(manager);
        const result = await work(manager);
        if (!result.ok) throw new Undone(result);
        await this.audit.record(manager, [{ ...result.value.entry, actor, at: now }]);
        return ok(result.value.value);
      }),
    );
    if (outcome.ok) await this.changes.changed();
    return outcome;
  }
}
