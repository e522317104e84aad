import { Injectable } from '@nestjs/common';
import { isJsonObject } from '@tollgate/core';
import { SecretCipher } from '@tollgate/encryption';
import { openedMembers, sealedMembers } from '@tollgate/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { type ProxyModel } from '../domain/proxy-model.js';
import { ProxyModelRow } from './proxy-model-row.js';

/** Every query on models of the database. What it writes is encrypted; what it reads is not. */
@Injectable()
export class ProxyModelStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: SecretCipher,
  ) {}

  /** All, the oldest first. */
  async list(manager: EntityManager = this.dataSource.manager): Promise<ProxyModel[]> {
    const rows = await manager.find(ProxyModelRow, { order: { createdAt: 'ASC', modelId: 'ASC' } });
    return rows.map((row) => this.#opened(row));
  }

  async find(modelId: string, manager: EntityManager = this.dataSource.manager): Promise<ProxyModel | null> {
    const row = await manager.findOneBy(ProxyModelRow, { modelId });
    return row && this.#opened(row);
  }

  async insert(manager: EntityManager, model: ProxyModel): Promise<void> {
    await manager.insert(ProxyModelRow, this.#sealed(model));
  }

  async update(manager: EntityManager, model: ProxyModel): Promise<void> {
    await manager.update(ProxyModelRow, { modelId: model.modelId }, this.#sealed(model));
  }

  async delete(manager: EntityManager, modelId: string): Promise<void> {
    await manager.delete(ProxyModelRow, { modelId });
  }

  #sealed({ unreadable: _, outdated: __, ...model }: ProxyModel): ProxyModelRow {
    return {
      ...model,
      litellmParams: sealedMembers(
        model.litellmParams,
        this.cipher,
        placeOf(model.modelId, 'litellm_params'),
      ),
      modelInfo: sealedMembers(model.modelInfo, this.cipher, placeOf(model.modelId, 'model_info')),
    };
  }

  #opened(row: ProxyModelRow): ProxyModel {
    const open = (column: string, stored: object) =>
      openedMembers(isJsonObject(stored) ? stored : {}, this.cipher, placeOf(row.modelId, column));
    const params = open('litellm_params', row.litellmParams);
    const info = open('model_info', row.modelInfo);
    return {
      ...row,
      litellmParams: params.values,
      modelInfo: info.values,
      unreadable: [
        ...params.unreadable.map((name) => `litellm_params.${name}`),
        ...info.unreadable.map((name) => `model_info.${name}`),
      ],
      outdated: params.outdated || info.outdated,
    };
  }
}

function placeOf(modelId: string, column: string): string {
  return `proxy_model/${modelId}/${column}`;
}
