import { describeSettings } from '@tollgate/config';
import { type SettingChange } from './stored-setting.js';

/** Those of the changes that are kept but that nothing acts on yet: `general_settings.alerting_threshold`. */
export function inactiveOf(changes: readonly SettingChange[]): string[] {
  return changes.flatMap(({ section, name, value }) => {
    if (section === 'environment_variables' || value === null) return [];
    const known = describeSettings(section).find((setting) => setting.name === name);
    return known?.active === false ? [`${section}.${name}`] : [];
  });
}
