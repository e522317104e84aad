import { type ConfigurationVersion, type SettingStore, type StoredSetting } from '@tollgate/settings';
import { type DataSource } from 'typeorm';
import { type Credential } from '../credentials/credential.js';
import { type CredentialStore } from '../credentials/credential-store.js';
import { type ModelPrice } from '../prices/model-price.js';
import { type ModelPriceStore } from '../prices/model-price-store.js';
import { type ProxyModel } from '../domain/proxy-model.js';
import { type ProxyModelStore } from '../store/proxy-model-store.js';

/** Everything that is configured at run time, as of one moment. */
export interface StoredConfiguration {
  readonly version: number;
  readonly settings: readonly StoredSetting[];
  readonly credentials: readonly Credential[];
  readonly models: readonly ProxyModel[];
  readonly prices: readonly ModelPrice[];
}

/** Reads it in one transaction, so that it never holds half a change. */
export function readStoredConfiguration(
  dataSource: DataSource,
  stores: {
    readonly version: ConfigurationVersion;
    readonly settings: SettingStore;
    readonly credentials: CredentialStore;
    readonly models: ProxyModelStore;
    readonly prices: ModelPriceStore;
  },
): Promise<StoredConfiguration> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => ({
    version: await stores.version.read(manager),
    settings: await stores.settings.list(manager),
    credentials: await stores.credentials.list(manager),
    models: await stores.models.list(manager),
    prices: await stores.prices.inForce(manager),
  }));
}
