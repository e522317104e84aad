export { plainValue, type Origin } from './document/config-node.js';
export { type Environment } from './document/environment.js';
export { type ReadFile } from './document/include.js';
export { loadConfig, type ConfigResult, type LoadConfigRequest } from './load-config.js';
export { formatProblems, formatWarnings } from './problems/format.js';
export { type ConfigProblem, type ConfigWarning } from './problems/problem.js';
export { HIDDEN, withSecretsHidden } from './problems/hidden-secrets.js';
export { isSecretName, looksSecret } from './problems/secret-names.js';
export {
  type GatewayConfig,
  type GeneralSettings,
  type LitellmParams,
  type LitellmSettings,
  type ModelEntry,
  type ModelInfo,
  type RouterSettings,
} from './schema/config-schema.js';
export { checkConfig, type CheckOutcome, type CheckRequest } from './check/check-config.js';
export { type ExportOrderOptions } from './options/export-order.js';
export { helpText } from './options/help-text.js';
export {
  readOptions,
  type LogLevel,
  type Options,
  type ReadOptions,
  type RouteQuestion,
} from './options/options.js';
export { type RedisAddress } from './options/redis-address.js';
export { readServices, type ReadServices, type Services } from './options/services.js';
export { applyCredentials } from './credentials.js';
export { isTrue, variable } from './options/variables.js';
export { nearestName } from './problems/nearest-name.js';
export {
  describeSettings,
  meaningOfModelParam,
  type SettingDescription,
  type SettingsSection,
} from './schema/describe-settings.js';
export {
  readModelEntry,
  type ReadModelEntry,
  readStoredConfig,
  type ReadStoredConfig,
  type StoredFault,
} from './stored/read-stored-config.js';
export { type SettingForm } from './schema/types/setting-type.js';
export { CHARGED_PRICES } from './schema/sections/token-prices.js';
export { configurationPage } from './schema/configuration-page.js';
