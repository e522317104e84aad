import { Injectable } from '@nestjs/common';
import { type AuditEntry, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { withSecretsHidden } from '@tollgate/config';
import { type Failure, ok, refuse, type Result } from '@tollgate/core';
import { SecretCipher } from '@tollgate/encryption';
import { DataSource, type EntityManager } from 'typeorm';
import { faultOfChange } from '../domain/check-change.js';
import { holdsSecret } from '../domain/secret-values.js';
import { isSealed, openedSetting, sealedSetting } from '../domain/sealed-setting.js';
import { type SettingChange, type StoredSetting } from '../domain/stored-setting.js';
import { ConfigurationChanges } from '../live/configuration-changes.js';
import { SettingsInForce } from '../live/settings-in-force.js';
import { ConfigurationVersion } from '../store/configuration-version.js';
import { SettingStore } from '../store/setting-store.js';

export const NOT_CHANGEABLE: Failure = {
  class: 'BadRequestError',
  message:
    'Nothing can be changed at run time, as general_settings.store_model_in_db is false. Change the configuration file and restart.',
  param: null,
};

/** Changes settings at run time: rows, audit entries and version in one transaction, then every process is told. */
@Injectable()
export class ChangeSettings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: SettingStore,
    private readonly version: ConfigurationVersion,
    private readonly audit: AuditStore,
    private readonly cipher: SecretCipher,
    private readonly inForce: SettingsInForce,
    private readonly changes: ConfigurationChanges,
  ) {}

  /** All changes, or none when one of them cannot be made. */
  apply(changes: readonly SettingChange[], actor: Actor, now: Date): Promise<Result<null>> {
    return this.edit(() => ok(changes), actor, now);
  }

  /**
   * Changes that depend on what is stored: `work` sees the latest settings, and no other change comes between.
   * @param work what to change, from the stored values by `section.name`.
   */
  async edit(
    work: (stored: ReadonlyMap<string, unknown>) => Result<readonly SettingChange[]>,
    actor: Actor,
    now: Date,
  ): Promise<Result<null>> {
    if (!this.inForce.changeable) return refuse(NOT_CHANGEABLE);
    const done = await this.dataSource.transaction(async (manager) => {
      await this.version.raise(manager);
      const before = await this.store.list(manager);
      const wanted = work(this.valuesOf(before));
      if (!wanted.ok) return wanted;
      const { env } = this.inForce.current;
      for (const change of wanted.value) {
        const fault = faultOfChange(change, env);
        if (fault) return refuse(fault);
      }
      await this.write(manager, before, wanted.value, actor, now);
      return ok(null);
    });
    if (done.ok) await this.changes.changed();
    return done;
  }

  private async write(
    manager: EntityManager,
    before: readonly StoredSetting[],
    changes: readonly SettingChange[],
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const sealed = changes.map((change) => ({ ...change, value: sealedSetting(change, this.cipher) }));
    await this.store.apply(manager, sealed, { at, userId: actor.caller.userId });
    const entries = changes.map((change) => entryOf(change, storedValue(before, change), actor, at));
    await this.audit.record(manager, entries);
  }

  private valuesOf(stored: readonly StoredSetting[]): ReadonlyMap<string, unknown> {
    return new Map(
      stored.map((setting) => [`${setting.section}.${setting.name}`, openedSetting(setting, this.cipher)]),
    );
  }
}

function storedValue(before: readonly StoredSetting[], { section, name }: SettingChange): unknown {
  return before.find((setting) => setting.section === section && setting.name === name)?.value ?? null;
}

function entryOf(
  { section, name, value }: SettingChange,
  before: unknown,
  actor: Actor,
  at: Date,
): AuditEntry {
  const shown = (one: unknown) =>
    one === null
      ? null
      : { value: section === 'environment_variables' ? '*****' : withSecretsHidden(name, one) };
  const seen = isSealed(before) || holdsSecret(name, before) ? '*****' : before;
  return {
    actor,
    at,
    action: before === null ? 'created' : value === null ? 'deleted' : 'updated',
    objectType: 'setting',
    objectId: `${section}.${name}`,
    before: before === null ? null : { value: seen },
    after: shown(value),
  };
}
