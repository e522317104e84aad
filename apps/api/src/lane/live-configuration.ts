import { type Broadcast } from '@tollgate/cache';
import { type Environment, type GatewayConfig, type Services } from '@tollgate/config';
import { SecretCipher } from '@tollgate/encryption';
import { LiveConfigurationReader } from '@tollgate/models';
import { ConfigurationBroadcast } from '@tollgate/settings';
import { type DataSource } from 'typeorm';
import { atMostEvery } from './at-most-every.js';

const WARN_EVERY_MS = 60_000;

/** Settings, models and credentials as they are now, and what keeps them in step with the other processes. */
export interface OpenConfiguration {
  readonly cipher: SecretCipher;
  readonly reader: LiveConfigurationReader;
  readonly changes: ConfigurationBroadcast;
}

export interface ConfigurationSurroundings {
  readonly dataSource: DataSource;
  readonly broadcast: Broadcast;
  readonly config: GatewayConfig;
  readonly services: Pick<Services, 'saltKey' | 'previousSaltKeys'>;
  readonly masterKey: string;
  readonly env: Environment;
  readonly warn: (message: string) => void;
  /** Told what is in force, each time it was read. */
  readonly onReloaded: (config: GatewayConfig) => void;
}

/** Resolves when what is stored was read once; while the database is away the configuration file alone is in force. */
export async function openConfiguration(around: ConfigurationSurroundings): Promise<OpenConfiguration> {
  const { dataSource, broadcast, config: file, services, masterKey, env, warn } = around;
  const cipher = new SecretCipher(services.saltKey ?? masterKey, services.previousSaltKeys);
  const reader = new LiveConfigurationReader({ dataSource, cipher, file, env, onNote: warn });
  const complaints = {
    reading: atMostEvery(WARN_EVERY_MS, () =>
      warn('models and settings cannot be read from the database; those known stay in force'),
    ),
    telling: atMostEvery(WARN_EVERY_MS, () =>
      warn('other processes could not be told of changed models or settings yet; trying again'),
    ),
  };
  const changes = new ConfigurationBroadcast({
    broadcast,
    reload: async () => {
      await reader.reload();
      around.onReloaded(reader.settings.current.config);
    },
    isStale: () => reader.isStale(),
    onTrouble: (what) => complaints[what](),
  });
  around.onReloaded(file);
  await changes.begin();
  return { cipher, reader, changes };
}
