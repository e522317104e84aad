export { HIDDEN, withSecretsHidden } from '@tollgate/config';
export { mergeSettings, type MergedSettings } from './domain/merge-settings.js';
export { isOutdated, isSealed, openedSetting, sealedSetting } from './domain/sealed-setting.js';
export { holdsSecret, type OpenedMembers, openedMembers, sealedMembers } from './domain/secret-values.js';
export {
  isStoredSection,
  type SettingChange,
  type StoredSection,
  type StoredSetting,
  type StoredValues,
  valuesOf,
} from './domain/stored-setting.js';
export {
  CONFIGURATION_CHANGED,
  ConfigurationBroadcast,
  type ConfigurationBroadcastOptions,
} from './live/configuration-broadcast.js';
export { ConfigurationChanges } from './live/configuration-changes.js';
export { type Settings, SettingsInForce } from './live/settings-in-force.js';
export { SettingsHttpModule } from './settings-http.module.js';
export { settingInEffect, type SettingInEffect } from './domain/setting-in-effect.js';
export { SettingsModule } from './settings.module.js';
export { ConfigurationVersion } from './store/configuration-version.js';
export { ConfigurationVersionRow } from './store/configuration-version-row.js';
export { SettingRow } from './store/setting-row.js';
export { SettingStore } from './store/setting-store.js';
export { ChangeSettings, NOT_CHANGEABLE } from './use-cases/change-settings.js';
