import { Injectable } from '@nestjs/common';
import { type Failure } from '@tollgate/core';
import { SettingsInForce } from '@tollgate/settings';
import { type EntityManager } from 'typeorm';
import { type ProxyModel } from '../domain/proxy-model.js';
import { CredentialStore } from './credential-store.js';

/** Finds out whether the credential that a model names is there. */
@Injectable()
export class NamedCredential {
  constructor(
    private readonly store: CredentialStore,
    private readonly settings: SettingsInForce,
  ) {}

  /** null: it is, or the model names none. */
  async faultOf({ litellmParams }: ProxyModel, manager: EntityManager): Promise<Failure | null> {
    const name = litellmParams['litellm_credential_name'];
    if (typeof name !== 'string') return null;
    const { credential_list: ofFile = [] } = this.settings.current.file;
    if (ofFile.some(({ credential_name }) => credential_name === name)) return null;
    if (await this.store.find(name, manager)) return null;
    const param = 'litellm_params.litellm_credential_name';
    const message = `${param}: there is no credential of this name.`;
    return { class: 'BadRequestError', type: 'bad_request_error', message, param };
  }
}
