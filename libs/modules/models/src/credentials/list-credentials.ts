import { Injectable } from '@nestjs/common';
import { type CredentialView, ok, type Result } from '@tollgate/core';
import { notFound } from '@tollgate/organizations';
import { SettingsInForce } from '@tollgate/settings';
import { CredentialsOfModels } from './credential-of-model.js';
import { CredentialStore } from './credential-store.js';
import { credentialViewOf, valuesWithoutSecrets } from './credential-view.js';

/** Credentials without their secrets: those of the database, and those of the configuration file. */
@Injectable()
export class ListCredentials {
  constructor(
    private readonly store: CredentialStore,
    private readonly ofModels: CredentialsOfModels,
    private readonly settings: SettingsInForce,
  ) {}

  async all(): Promise<CredentialView[]> {
    const stored = (await this.store.list()).map(credentialViewOf);
    return [...stored, ...this.#ofFile()];
  }

  async byName(name: string): Promise<Result<CredentialView>> {
    const found = (await this.all()).find(({ credential_name }) => credential_name === name);
    return found ? ok(found) : notFound('Credential', 'credential_name');
  }

  /** The credential that a model names, else what it signs in with by itself. */
  async byModel(modelId: string): Promise<Result<CredentialView>> {
    const model = await this.ofModels.find(modelId);
    if (!model) return notFound('Model', 'model_id');
    if (model.credentialName !== null) return this.byName(model.credentialName);
    return ok({
      credential_name: `${model.modelName}-credential`,
      credential_info: {},
      credential_values: valuesWithoutSecrets(model.values),
    });
  }

  #ofFile(): CredentialView[] {
    return (this.settings.current.file.credential_list ?? []).map((credential) => ({
      credential_name: credential.credential_name,
      credential_info: { ...credential.credential_info, from_config_file: true },
      credential_values: valuesWithoutSecrets(credential.credential_values),
    }));
  }
}
