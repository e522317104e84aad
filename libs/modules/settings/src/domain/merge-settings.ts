import { type Environment, type GatewayConfig, readStoredConfig, type StoredFault } from '@tollgate/config';
import { type StoredValues } from './stored-setting.js';

export interface MergedSettings {
  readonly config: GatewayConfig;
  /** Stored values that cannot be read any more and so have no effect: sentences for the operator. */
  readonly faults: readonly StoredFault[];
}

/**
 * The configuration file with what was changed at run time laid over it, setting by setting: the stored value wins. A
 * stored setting that does not fit the schema (of another release) is left out by itself; the others act.
 */
export function mergeSettings(file: GatewayConfig, stored: StoredValues, env: Environment): MergedSettings {
  const faults: StoredFault[] = [];
  const read = (section: 'router_settings' | 'litellm_settings' | 'general_settings') => {
    const whole = readStoredConfig({ [section]: stored[section] }, env);
    if (whole.ok) return whole.config[section] ?? {};
    const fitting = Object.entries(stored[section]).filter(([name, value]) => {
      const alone = readStoredConfig({ [section]: { [name]: value } }, env);
      if (!alone.ok) faults.push(...alone.faults);
      return alone.ok;
    });
    const rest = readStoredConfig({ [section]: Object.fromEntries(fitting) }, env);
    return rest.ok ? (rest.config[section] ?? {}) : {};
  };
  const config: GatewayConfig = {
    ...file,
    router_settings: { ...file.router_settings, ...read('router_settings') },
    litellm_settings: { ...file.litellm_settings, ...read('litellm_settings') },
    general_settings: { ...file.general_settings, ...read('general_settings') },
  };
  return { config, faults };
}
