import { type Environment, type GatewayConfig } from '@tollgate/config';
import { type SecretCipher } from '@tollgate/encryption';
import { ConfigurationVersion, SettingsInForce, SettingStore } from '@tollgate/settings';
import { type DataSource } from 'typeorm';
import { CredentialStore } from '../credentials/credential-store.js';
import { ModelPriceStore } from '../prices/model-price-store.js';
import { RoutingTableStore } from '../routing-table-store.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { buildLive } from './build-live.js';
import { readStoredConfiguration, type StoredConfiguration } from './stored-configuration.js';

export interface LiveConfigurationOptions {
  readonly dataSource: DataSource;
  readonly cipher: SecretCipher;
  /** The configuration file. */
  readonly file: GatewayConfig;
  /** Of the process. */
  readonly env: Environment;
  /** Told of each remark once; again only after it was gone. Never a secret. */
  readonly onNote: (note: string) => void;
}

const NOTHING_STORED = { version: -1, settings: [], credentials: [], models: [], prices: [] };

/**
 * Settings and routing table of this process: made from the configuration file at once, and anew with what the database
 * holds each time that changes. Both are swapped whole.
 */
export class LiveConfigurationReader {
  readonly settings: SettingsInForce;
  readonly tables = new RoutingTableStore();
  readonly #version: ConfigurationVersion;
  readonly #stores;
  #read = -1;
  #notes: ReadonlySet<string> = new Set();

  constructor(private readonly options: LiveConfigurationOptions) {
    const { dataSource, cipher, file, env } = options;
    this.settings = new SettingsInForce(file, env);
    this.#version = new ConfigurationVersion(dataSource);
    this.#stores = {
      version: this.#version,
      settings: new SettingStore(dataSource),
      credentials: new CredentialStore(dataSource, cipher),
      models: new ProxyModelStore(dataSource, cipher),
      prices: new ModelPriceStore(dataSource),
    };
    this.#actBy(NOTHING_STORED);
  }

  /** Reads what is stored and acts by it. Rejects when the database is away; what was known stays in force. */
  async reload(): Promise<void> {
    const stored = await readStoredConfiguration(this.options.dataSource, this.#stores);
    this.#actBy(stored);
    this.#read = stored.version;
  }

  /** Was anything changed since the last reload? */
  async isStale(): Promise<boolean> {
    return (await this.#version.read()) !== this.#read;
  }

  #actBy(stored: StoredConfiguration): void {
    const { file, env, cipher, onNote } = this.options;
    const live = buildLive(file, env, stored, cipher);
    this.settings.swap(live.settings);
    this.tables.swap(live.table, live.idle);
    for (const note of live.notes) if (!this.#notes.has(note)) onNote(note);
    this.#notes = new Set(live.notes);
  }
}
