import { applyCredentials, type Environment, type GatewayConfig, HIDDEN } from '@tollgate/config';
import { type SecretCipher } from '@tollgate/encryption';
import { mergeSettings, openedSetting, type Settings, valuesOf } from '@tollgate/settings';
import { entryOf } from '../domain/check-model.js';
import { type ProxyModel } from '../domain/proxy-model.js';
import { PriceBook } from '../prices/price-book.js';
import { type BuiltTable, buildRoutingTable } from '../table/build-routing-table.js';
import { type DatabaseEntry, type IdleModel } from '../table/model-origin.js';
import { credentialsOf } from './credential-entries.js';
import { type StoredConfiguration } from './stored-configuration.js';

export interface LiveConfiguration extends BuiltTable {
  readonly settings: Settings;
}

/** What to act by: the configuration file, and what is stored laid over it. Never throws for what is stored. */
export function buildLive(
  file: GatewayConfig,
  env: Environment,
  stored: StoredConfiguration,
  cipher: SecretCipher,
): LiveConfiguration {
  const notes: string[] = [];
  const settings = settingsOf(file, env, stored, cipher, notes);
  const { config } = settings;
  const credentials = [
    ...(config.credential_list ?? []),
    ...credentialsOf(stored.credentials, settings.env, notes),
  ];
  const unread: IdleModel[] = [];
  const models = entriesOf(stored.models, settings.env, unread);
  const fromFile = config.model_list?.length ?? 0;
  const model_list = [...(config.model_list ?? []), ...models.map(({ entry }) => entry)];
  // Models whose credential is missing are left out by the table, which says so.
  const filled = applyCredentials({ ...config, model_list, credential_list: credentials }, () => undefined);
  const list = filled.model_list ?? [];
  const built = buildRoutingTable(
    { ...config, model_list: list.slice(0, fromFile), credential_list: credentials },
    settings.env,
    list.slice(fromFile).map((entry, i) => ({ entry, facts: models[i]?.facts ?? {} })),
    new PriceBook(stored.prices),
  );
  const left = unread.map(({ id, modelName, reason }) => `model ${id} (${modelName}) is left out: ${reason}`);
  return {
    table: built.table,
    idle: [...built.idle, ...unread],
    notes: [...notes, ...left, ...built.notes],
    settings,
  };
}

function settingsOf(
  file: GatewayConfig,
  env: Environment,
  { settings }: StoredConfiguration,
  cipher: SecretCipher,
  notes: string[],
): Settings {
  const opened = settings.map((setting) => ({ ...setting, value: openedSetting(setting, cipher) }));
  for (const { section, name, value } of opened)
    if (value === undefined) notes.push(`${section}.${name} cannot be decrypted with the salt key`);
  const values = valuesOf(opened.filter(({ value }) => value !== undefined));
  const variables = Object.entries(values.environment_variables).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const whole = { ...env, ...Object.fromEntries(variables) };
  const { config, faults } = mergeSettings(file, values, whole);
  notes.push(...faults.map(({ path, message }) => `the stored setting ${path} has no effect: ${message}`));
  const names = Object.fromEntries(variables.map(([name]) => [name, HIDDEN]));
  return { file, stored: { ...values, environment_variables: names }, config, env: whole };
}

function entriesOf(
  models: readonly ProxyModel[],
  env: Environment,
  unread: IdleModel[],
): readonly DatabaseEntry[] {
  return models.flatMap((model) => {
    const facts = {
      created_at: model.createdAt.toISOString(),
      created_by: model.createdBy,
      updated_at: model.updatedAt.toISOString(),
      updated_by: model.updatedBy,
    };
    const read = model.unreadable.length > 0 ? null : entryOf(model, env);
    if (read?.ok) return [{ entry: read.value, facts }];
    const reason = read
      ? read.failure.message
      : `${model.unreadable.join(', ')} cannot be decrypted with the salt key`;
    unread.push(idleModel(model, facts, reason));
    return [];
  });
}

function idleModel(model: ProxyModel, facts: Record<string, unknown>, reason: string): IdleModel {
  const upstream = model.litellmParams['model'];
  const info = { ...facts, id: model.modelId, db_model: true, blocked: model.blocked };
  return {
    id: model.modelId,
    modelName: model.modelName,
    model: typeof upstream === 'string' ? upstream : 'unknown',
    info,
    reason,
  };
}
