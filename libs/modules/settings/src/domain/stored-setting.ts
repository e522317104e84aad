import { type SettingsSection } from '@tollgate/config';

/** Where a setting that is changed at run time belongs. */
export type StoredSection = SettingsSection | 'environment_variables';

export const STORED_SECTIONS = [
  'router_settings',
  'litellm_settings',
  'general_settings',
  'environment_variables',
] as const satisfies readonly StoredSection[];

/** A stored setting, as written: any JSON value, encrypted for environment variables. */
export interface StoredSetting {
  readonly section: string;
  readonly name: string;
  readonly value: unknown;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** @property value null: the configuration file's value stands again. */
export interface SettingChange {
  readonly section: StoredSection;
  readonly name: string;
  readonly value: unknown;
}

/** Stored values by section and name. */
export type StoredValues = Readonly<Record<StoredSection, Readonly<Record<string, unknown>>>>;

export function isStoredSection(text: string): text is StoredSection {
  return STORED_SECTIONS.some((section) => section === text);
}

export function valuesOf(settings: readonly StoredSetting[]): StoredValues {
  const of = (section: StoredSection) =>
    Object.fromEntries(
      settings.filter((setting) => setting.section === section).map(({ name, value }) => [name, value]),
    );
  return {
    router_settings: of('router_settings'),
    litellm_settings: of('litellm_settings'),
    general_settings: of('general_settings'),
    environment_variables: of('environment_variables'),
  };
}
