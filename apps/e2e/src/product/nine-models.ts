import {
  type FakeProviders,
  type FakeProvidersOptions,
  SERVICE_ACCOUNT,
  SERVICE_ACCOUNT_TOKEN,
  SUBJECT_TOKEN,
} from '@tollgate/testing';
import { type Surroundings } from './surroundings.js';

/** One model of each native family, named for the family; a client changes nothing but the name. */
export const NINE_MODELS = [
  'openai',
  'azure',
  'anthropic',
  'gemini',
  'vertex',
  'bedrock',
  'mistral',
  'cohere',
  'ollama',
] as const;

export type ModelName = (typeof NINE_MODELS)[number];

const KEYS = {
  openai: 'sk-secret-of-openai',
  azure: 'azure-secret',
  anthropic: 'sk-ant-secret-of-anthropic',
  gemini: 'AIzaSecretOfGemini',
  mistral: 'mistral-secret',
  cohere: 'cohere-secret',
} as const;
const AWS_KEYS = { id: 'AKIDTOLLGATETESTS', secret: 'aws/secret+of=tests' };

/** Each fake takes the credentials of the configuration only: a wrong signature or token fails the call. */
export const NINE_MODELS_KEYS: NonNullable<FakeProvidersOptions['keys']> = {
  ...Object.fromEntries(Object.entries(KEYS).map(([provider, key]) => [provider, [key]])),
  vertex: [SERVICE_ACCOUNT_TOKEN],
  bedrock: [`${AWS_KEYS.id}:${AWS_KEYS.secret}`],
};

/** The configuration of the nine models, with prices, so that spend can be worked out. @returns its path */
export function writeNineModels(surroundings: Surroundings, fakes: FakeProviders): string {
  const subjectToken = surroundings.write('subject-token', SUBJECT_TOKEN);
  const models = NINE_MODELS.map((name) => ({
    model_name: name,
    litellm_params: {
      ...paramsOf(name, fakes, subjectToken),
      input_cost_per_token: 0.000003,
      output_cost_per_token: 0.000015,
    },
  }));
  // YAML is a superset of JSON.
  return surroundings.write(
    'config.yaml',
    JSON.stringify({ model_list: models, router_settings: { num_retries: 0 } }),
  );
}

function paramsOf(name: ModelName, fakes: FakeProviders, subjectToken: string): Record<string, unknown> {
  const api_base = fakes.baseUrl(name);
  switch (name) {
    case 'openai':
      return { model: 'openai/gpt-4o-mini', api_base, api_key: KEYS.openai };
    case 'azure':
      return { model: 'azure/prod-7', api_base, api_key: KEYS.azure, api_version: '2024-10-21' };
    case 'anthropic':
      return { model: 'anthropic/claude-sonnet-4-20250514', api_base, api_key: KEYS.anthropic };
    case 'gemini':
      return { model: 'gemini/gemini-3-pro-preview', api_base, api_key: KEYS.gemini };
    case 'vertex':
      return {
        model: 'vertex_ai/gemini-2.5-flash',
        api_base,
        vertex_project: 'proj',
        vertex_location: 'europe-west4',
        vertex_credentials: workloadIdentity(api_base, subjectToken),
      };
    case 'bedrock':
      return {
        model: 'bedrock/eu.anthropic.claude-sonnet-4-20250514-v1:0',
        aws_bedrock_runtime_endpoint: api_base,
        aws_region_name: 'eu-west-1',
        aws_access_key_id: AWS_KEYS.id,
        aws_secret_access_key: AWS_KEYS.secret,
      };
    case 'mistral':
      return { model: 'mistral/mistral-medium-latest', api_base, api_key: KEYS.mistral };
    case 'cohere':
      return { model: 'cohere/command-a-plus-05-2026', api_base, api_key: KEYS.cohere };
    case 'ollama':
      return { model: 'ollama/qwen3:8b', api_base };
  }
}

/** A workload that acts as a service account, as Google's console writes it down. */
function workloadIdentity(at: string, subjectToken: string): Record<string, unknown> {
  return {
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${at}/v1/token`,
    service_account_impersonation_url: `${at}/v1/projects/-/serviceAccounts/${SERVICE_ACCOUNT}:generateAccessToken`,
    credential_source: { file: subjectToken },
  };
}
