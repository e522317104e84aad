import { isActive } from './active-settings.js';
import { type SettingForm, type Settings } from './types/setting-type.js';
import { GENERAL_SETTINGS } from './sections/general-settings.js';
import { LITELLM_PARAMS } from './sections/litellm-params.js';
import { LITELLM_SETTINGS } from './sections/litellm-settings.js';
import { ROUTER_SETTINGS } from './sections/router-settings.js';

/** Sections whose settings stand alone, so that each can be told and changed by itself. */
export type SettingsSection = 'router_settings' | 'litellm_settings' | 'general_settings';

/** What the schema knows of a setting, in words. */
export interface SettingDescription {
  readonly name: string;
  /** With its article: "a whole number of at least 0". */
  readonly expected: string;
  readonly form: SettingForm;
  /** Of a choice: what can be chosen; null otherwise. */
  readonly words: readonly string[] | null;
  readonly meaning: string;
  /** null: nothing holds when it is absent. */
  readonly default: string | null;
  /** Has it an effect today? */
  readonly active: boolean;
}

const SECTIONS: Readonly<Record<SettingsSection, Settings>> = {
  router_settings: ROUTER_SETTINGS,
  litellm_settings: LITELLM_SETTINGS,
  general_settings: GENERAL_SETTINGS,
};

/** Every setting of a section, in the order of docs/configuration.md. */
export function describeSettings(section: SettingsSection): SettingDescription[] {
  return Object.entries(SECTIONS[section]).map(([name, { type, meaning, default: fallback }]) => ({
    name,
    expected: type.expected,
    form: type.form,
    words: type.words ?? null,
    meaning,
    default: fallback ?? null,
    active: isActive(`${section}.${name}`),
  }));
}

/** What a member of a model's `litellm_params` is for; null: the schema does not know it. */
export function meaningOfModelParam(name: string): string | null {
  const found = Object.entries<Settings[string]>(LITELLM_PARAMS).find(([known]) => known === name);
  return found?.[1].meaning ?? null;
}
