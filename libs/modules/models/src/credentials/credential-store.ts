import { Injectable } from '@nestjs/common';
import { isJsonObject } from '@tollgate/core';
import { SecretCipher } from '@tollgate/encryption';
import { openedMembers, sealedMembers } from '@tollgate/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { type Credential } from './credential.js';
import { CredentialRow } from './credential-row.js';

/** Every query on credentials of the database. What it writes is encrypted; what it reads is not. */
@Injectable()
export class CredentialStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: SecretCipher,
  ) {}

  /** All, by name. */
  async list(manager: EntityManager = this.dataSource.manager): Promise<Credential[]> {
    const rows = await manager.find(CredentialRow, { order: { credentialName: 'ASC' } });
    return rows.map((row) => this.#opened(row));
  }

  async find(
    credentialName: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Credential | null> {
    const row = await manager.findOneBy(CredentialRow, { credentialName });
    return row && this.#opened(row);
  }

  async insert(manager: EntityManager, credential: Credential): Promise<void> {
    await manager.insert(CredentialRow, this.#sealed(credential));
  }

  async update(manager: EntityManager, credential: Credential): Promise<void> {
    const { credentialName } = credential;
    await manager.update(CredentialRow, { credentialName }, this.#sealed(credential));
  }

  async delete(manager: EntityManager, credentialName: string): Promise<void> {
    await manager.delete(CredentialRow, { credentialName });
  }

  #sealed({ values, info, unreadable: _, outdated: __, ...rest }: Credential): CredentialRow {
    const credentialValues = sealedMembers(values, this.cipher, placeOf(rest.credentialName));
    return { ...rest, credentialValues, credentialInfo: info };
  }

  #opened({ credentialValues, credentialInfo, ...rest }: CredentialRow): Credential {
    const stored = isJsonObject(credentialValues) ? credentialValues : {};
    const { values, unreadable, outdated } = openedMembers(stored, this.cipher, placeOf(rest.credentialName));
    const info = isJsonObject(credentialInfo) ? credentialInfo : {};
    return { ...rest, values, info, unreadable, outdated };
  }
}

function placeOf(name: string): string {
  return `credential/${name}/credential_values`;
}
