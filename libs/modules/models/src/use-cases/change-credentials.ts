import { Injectable } from '@nestjs/common';
import { type AuditAction } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { badRequest, notFound } from '@tollgate/organizations';
import { SettingsInForce } from '@tollgate/settings';
import { type EntityManager } from 'typeorm';
import { type Credential } from '../credentials/credential.js';
import { changedCredential, type CredentialFields, newCredential } from '../credentials/credential-fields.js';
import { CredentialsOfModels } from '../credentials/credential-of-model.js';
import { CredentialStore } from '../credentials/credential-store.js';
import { credentialAuditViews } from '../credentials/credential-view.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { RunTimeChange, type WrittenChange } from './run-time-change.js';

const NAMED_MAX = 5;

/** Adds, changes and deletes credentials; the next call of every model that names one goes by it. For proxy admins. */
@Injectable()
export class ChangeCredentials {
  constructor(
    private readonly store: CredentialStore,
    private readonly models: ProxyModelStore,
    private readonly ofModels: CredentialsOfModels,
    private readonly settings: SettingsInForce,
    private readonly change: RunTimeChange,
  ) {}

  async add(name: string, fields: CredentialFields, actor: Actor, now: Date): Promise<Result<Credential>> {
    const by = { at: now, userId: actor.caller.userId };
    const made = newCredential(name, fields, by, this.settings.current.env);
    if (!made.ok) return made;
    if (this.ofFile(name))
      return badRequest('credential_name', 'credential_name: the configuration file has one of this name.');
    return this.change.run(
      async (manager) => {
        if (await this.store.find(name, manager))
          return badRequest('credential_name', 'credential_name: one of this name exists already.');
        await this.store.insert(manager, made.value);
        return ok(written('created', null, made.value));
      },
      actor,
      now,
    );
  }

  /** Adds one that holds what a model signs in with. */
  async addFromModel(
    name: string,
    modelId: string,
    info: CredentialFields['info'],
    actor: Actor,
    now: Date,
  ): Promise<Result<Credential>> {
    const model = await this.ofModels.find(modelId);
    return model ? this.add(name, { values: model.values, info }, actor, now) : notFound('Model', 'model_id');
  }

  async update(name: string, fields: CredentialFields, actor: Actor, now: Date): Promise<Result<Credential>> {
    const by = { at: now, userId: actor.caller.userId };
    return this.change.run(
      async (manager) => {
        const before = await this.found(name, manager);
        if (!before.ok) return before;
        const after = changedCredential(before.value, fields, by, this.settings.current.env);
        if (!after.ok) return after;
        await this.store.update(manager, after.value);
        return ok(written('updated', before.value, after.value));
      },
      actor,
      now,
    );
  }

  /** One that models still name stays, for they would lose their way in. */
  async delete(name: string, actor: Actor, now: Date): Promise<Result<Credential>> {
    return this.change.run(
      async (manager) => {
        const before = await this.found(name, manager);
        if (!before.ok) return before;
        const users = await this.usersOf(name, manager);
        if (users.length > 0) return inUse(users);
        await this.store.delete(manager, name);
        return ok({ ...written('deleted', before.value, null), value: before.value });
      },
      actor,
      now,
    );
  }

  private async found(name: string, manager: EntityManager): Promise<Result<Credential>> {
    const credential = await this.store.find(name, manager);
    if (credential) return ok(credential);
    if (!this.ofFile(name)) return notFound('Credential', 'credential_name');
    return badRequest(
      'credential_name',
      'credential_name: this credential is in the configuration file; change it there and restart.',
    );
  }

  /** Names of the models that refer to a credential. */
  private async usersOf(name: string, manager: EntityManager): Promise<string[]> {
    const stored = (await this.models.list(manager)).filter(
      ({ litellmParams }) => litellmParams['litellm_credential_name'] === name,
    );
    const ofFile = (this.settings.current.file.model_list ?? []).filter(
      ({ litellm_params }) => litellm_params.litellm_credential_name === name,
    );
    return [...stored.map(({ modelName }) => modelName), ...ofFile.map(({ model_name }) => model_name)];
  }

  private ofFile(name: string): boolean {
    const { credential_list: list = [] } = this.settings.current.file;
    return list.some(({ credential_name }) => credential_name === name);
  }
}

function written<T extends Credential | null>(
  action: AuditAction,
  before: Credential | null,
  after: T,
): WrittenChange<T> {
  const objectId = (after ?? before)?.credentialName ?? '';
  const views = credentialAuditViews(before, after);
  return { value: after, entry: { action, objectType: 'credential', objectId, ...views } };
}

function inUse(models: readonly string[]): Result<never> {
  const more = models.length > NAMED_MAX ? ` and ${models.length - NAMED_MAX} more` : '';
  return badRequest(
    'credential_name',
    `credential_name: models use this credential (${models.slice(0, NAMED_MAX).join(', ')}${more}). Change or delete them first.`,
  );
}
