import { type Environment, type GatewayConfig } from '@tollgate/config';
import { type GenerateKeyRequest, isJsonObject } from '@tollgate/core';
import { type GenerationRule, KeySettings } from '@tollgate/keys';

const COUNTS = ['max_budget', 'max_parallel_requests', 'tpm_limit', 'rpm_limit'] as const;
const TEXTS = ['budget_duration', 'duration', 'user_id', 'team_id'] as const;

/** What the configuration and the environment say of new keys and of rotated ones. Values of the wrong kind are left out. */
export function keySettingsOf(config: GatewayConfig, env: Environment): KeySettings {
  const { litellm_settings: litellm } = config;
  const rules = litellm?.key_generation_settings;
  return new KeySettings({
    defaults: paramsOf(litellm?.default_key_generate_params),
    upperBounds: paramsOf(litellm?.upperbound_key_generate_params),
    teamKeys: ruleOf(rules?.['team_key_generation'], 'allowed_team_member_roles'),
    personalKeys: ruleOf(rules?.['personal_key_generation'], 'allowed_user_roles'),
    rotationGracePeriod: env['LITELLM_KEY_ROTATION_GRACE_PERIOD']?.trim() || null,
  });
}

function paramsOf(given: unknown): Partial<GenerateKeyRequest> {
  if (!isJsonObject(given)) return {};
  const params: Partial<GenerateKeyRequest> = {};
  for (const name of COUNTS) {
    const value = given[name];
    if (typeof value === 'number' && value >= 0) params[name] = value;
  }
  for (const name of TEXTS) {
    const value = given[name];
    if (typeof value === 'string') params[name] = value;
  }
  const { models, metadata } = given;
  if (Array.isArray(models)) params.models = textsOf(models);
  if (isJsonObject(metadata)) params.metadata = metadata;
  return params;
}

function ruleOf(given: unknown, rolesMember: string): GenerationRule {
  const rule = isJsonObject(given) ? given : {};
  const { required_params: required, [rolesMember]: roles } = rule;
  return {
    roles: Array.isArray(roles) ? textsOf(roles) : null,
    requiredParams: Array.isArray(required) ? textsOf(required) : [],
  };
}

function textsOf(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
