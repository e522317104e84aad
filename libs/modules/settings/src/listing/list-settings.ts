import { Injectable } from '@nestjs/common';
import {
  describeSettings,
  type SettingDescription,
  type SettingForm,
  type SettingsSection,
  withSecretsHidden,
} from '@tollgate/config';
import { type SettingView } from '@tollgate/core';
import { settingInEffect } from '../domain/setting-in-effect.js';
import { isReadAtStart } from '../domain/start-settings.js';
import { type StoredSetting } from '../domain/stored-setting.js';
import { SettingsInForce } from '../live/settings-in-force.js';
import { SettingStore } from '../store/setting-store.js';

/** What clients of the contract call the forms. */
const TYPES: Readonly<Record<SettingForm, string>> = {
  text: 'String',
  choice: 'String',
  flag: 'Boolean',
  number: 'Float',
  'whole number': 'Integer',
  list: 'List',
  map: 'Dictionary',
  any: 'Any',
};

/** All settings of a section with their values in effect, for people: secrets are hidden. */
@Injectable()
export class ListSettings {
  constructor(
    private readonly inForce: SettingsInForce,
    private readonly store: SettingStore,
  ) {}

  async ofSection(section: SettingsSection): Promise<SettingView[]> {
    const stored = (await this.store.list()).filter((setting) => setting.section === section);
    return describeSettings(section).map((description) =>
      this.#view(
        section,
        description,
        stored.find(({ name }) => name === description.name),
      ),
    );
  }

  /** null: there is no such setting. */
  async one(section: SettingsSection, name: string): Promise<SettingView | null> {
    const all = await this.ofSection(section);
    return all.find(({ field_name }) => field_name === name) ?? null;
  }

  #view(
    section: SettingsSection,
    described: SettingDescription,
    row: StoredSetting | undefined,
  ): SettingView {
    const { name } = described;
    const { value, source, sourceName, fileValue } = settingInEffect(this.inForce.current, section, name);
    return {
      field_name: name,
      field_type: TYPES[described.form],
      field_description: described.meaning,
      field_value: withSecretsHidden(name, value),
      field_default_value: described.default,
      stored_in_db: row !== undefined,
      options: described.words && [...described.words],
      config_type: section,
      expected: described.expected,
      source,
      source_name: sourceName,
      file_value: source === 'database' ? withSecretsHidden(name, fileValue) : null,
      active: described.active,
      changeable: this.inForce.changeable && !isReadAtStart(section, name),
      updated_at: row?.updatedAt.toISOString() ?? null,
      updated_by: row?.updatedBy ?? null,
    };
  }
}
