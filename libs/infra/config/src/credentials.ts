import { type GatewayConfig, type LitellmParams } from './schema/config-schema.js';

/**
 * Fills the litellm_params of each deployment that names a credential with that credential's values; what a deployment
 * sets itself stands.
 */
export function applyCredentials(
  config: GatewayConfig,
  warn: (message: string, path: string) => void,
): GatewayConfig {
  if (config.model_list === undefined) return config;
  const credentials = new Map(
    config.credential_list?.map(({ credential_name, credential_values }) => [
      credential_name,
      credential_values,
    ]),
  );
  const model_list = config.model_list.map((entry, index) => {
    const name = entry.litellm_params.litellm_credential_name;
    if (name === undefined) return entry;
    const values = credentials.get(name);
    if (values === undefined) {
      const path = `model_list[${index}].litellm_params.litellm_credential_name`;
      warn(`credential_list has no credential ${JSON.stringify(name)}`, path);
      return entry;
    }
    const litellm_params: LitellmParams = { ...values, ...entry.litellm_params };
    return { ...entry, litellm_params };
  });
  return { ...config, model_list };
}
