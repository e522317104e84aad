import { type SettingsSection, variable } from '@tollgate/config';
import { isJsonObject, type SettingSource } from '@tollgate/core';
import { type Settings } from '../live/settings-in-force.js';
import { asWritten } from './as-written.js';
import { litellmTwin, variablesOf } from './setting-fallbacks.js';

/** A setting's value and where it comes from. */
export interface SettingInEffect {
  /** As one would write it; null: nothing is set. May hold a secret. */
  readonly value: unknown;
  readonly source: SettingSource;
  /** `REQUEST_TIMEOUT`, `litellm_settings.num_retries`; null: the setting itself. */
  readonly sourceName: string | null;
  /** What the configuration file says of the setting itself; null: nothing. */
  readonly fileValue: unknown;
}

/** What the process acts by: the database's word, else the file's, else what stands in its place, else the environment's. */
export function settingInEffect(settings: Settings, section: SettingsSection, name: string): SettingInEffect {
  const own = ownValue(settings, section, name);
  if (own.source !== 'default') return own;
  const twin = litellmTwin(section, name);
  const inherited = twin === null ? own : ownValue(settings, 'litellm_settings', twin);
  if (inherited.source !== 'default')
    return { ...inherited, sourceName: `litellm_settings.${twin}`, fileValue: null };
  for (const from of variablesOf(section, name)) {
    const value = variable(settings.env, from);
    if (value !== null) return { value, source: 'environment', sourceName: from, fileValue: null };
  }
  return own;
}

function ownValue({ file, stored }: Settings, section: SettingsSection, name: string): SettingInEffect {
  const ofFile: unknown = file[section];
  const fileValue = (isJsonObject(ofFile) ? asWritten(ofFile[name]) : null) ?? null;
  const kept = stored[section][name];
  if (kept !== undefined) return { value: kept, source: 'database', sourceName: null, fileValue };
  return { value: fileValue, source: fileValue === null ? 'default' : 'file', sourceName: null, fileValue };
}
