import { type Environment, type GatewayConfig, isTrue, variable } from '@tollgate/config';
import { type StoredValues } from '../domain/stored-setting.js';

/** What this process acts by: the configuration file, and what was changed since. Immutable; swapped whole. */
export interface Settings {
  /** As the file says. */
  readonly file: GatewayConfig;
  /** Values of environment variables are not among them, only their names. */
  readonly stored: StoredValues;
  /** Both, the stored ones laid over the file's. */
  readonly config: GatewayConfig;
  /** Variables of the process, with the stored ones laid over them. */
  readonly env: Environment;
}

const NOTHING_STORED: StoredValues = {
  router_settings: {},
  litellm_settings: {},
  general_settings: {},
  environment_variables: {},
};

/** The settings in force. The application makes it, and whoever reloads them swaps them. */
export class SettingsInForce {
  #current: Settings;

  constructor(file: GatewayConfig, env: Environment) {
    this.#current = { file, stored: NOTHING_STORED, config: file, env };
  }

  get current(): Settings {
    return this.#current;
  }

  swap(settings: Settings): void {
    this.#current = settings;
  }

  /**
   * May models and settings be changed at run time? Yes, unless `general_settings.store_model_in_db` or the variable
   * STORE_MODEL_IN_DB says no.
   */
  get changeable(): boolean {
    const { file, env } = this.#current;
    const said = file.general_settings?.store_model_in_db;
    if (said !== undefined) return said;
    const variableSaid = variable(env, 'STORE_MODEL_IN_DB');
    return variableSaid === null || isTrue(variableSaid);
  }
}
