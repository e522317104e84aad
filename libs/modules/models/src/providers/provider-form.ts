import { isSecretName, meaningOfModelParam } from '@tollgate/config';
import { type ProviderField, type ProviderForm } from '@tollgate/core';
import { type ProviderFacts, providerFacts } from '@tollgate/llm';

/** Members of `litellm_params` that a provider takes besides what the registry says of its address and environment. */
const FURTHER_PARAMS: Readonly<Record<string, readonly string[]>> = {
  openai: ['organization'],
  azure: ['base_model'],
  bedrock: ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'aws_region_name'],
};
/** Names in the registry that only the environment uses: the form shows the usual one. */
const SHOWN_AS: Readonly<Record<string, string>> = { aws_region: 'aws_region_name' };
/** Whole files that people paste. */
const LONG_TEXTS = new Set(['vertex_credentials']);
const MODEL_EXAMPLES: Readonly<Record<string, string>> = {
  openai: 'gpt-4o-mini',
  anthropic: 'claude-sonnet-4-5',
  gemini: 'gemini-2.5-flash',
  vertex_ai: 'gemini-2.5-flash',
  azure: 'my-deployment',
  bedrock: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  mistral: 'mistral-large-latest',
  ollama: 'llama3.1',
};
const WORDS: Readonly<Record<string, string>> = {
  ...{ api: 'API', aws: 'AWS', url: 'URL', id: 'ID', arn: 'ARN', sts: 'STS', ad: 'AD', base: 'base' },
  ...{ azure: 'Azure', vertex: 'Vertex' },
};

/** What a model of each provider that is served needs, in the order of their names. */
export function providerForms(): readonly ProviderForm[] {
  return providerFacts()
    .filter(({ cannot, serves }) => cannot === null || serves.length > 0)
    .map(formOf)
    .sort((one, other) => one.provider_display_name.localeCompare(other.provider_display_name, 'en'));
}

function formOf(facts: ProviderFacts): ProviderForm {
  const { prefix, label, serves } = facts;
  return {
    provider: prefix,
    provider_display_name: label,
    litellm_provider: prefix,
    credential_fields: [keyField(facts), addressField(facts), ...furtherFields(facts)],
    default_model_placeholder: MODEL_EXAMPLES[prefix] ?? null,
    serves: [...serves],
  };
}

function keyField({ keyOptional, keyEnv }: ProviderFacts): ProviderField {
  return field('api_key', {
    required: !keyOptional,
    tooltip: sentences(meaningOfModelParam('api_key'), fromEnvironment(keyEnv)),
  });
}

function addressField({ baseUrl, baseUrlEnv }: ProviderFacts): ProviderField {
  const required = baseUrl === null && baseUrlEnv.length === 0;
  const meaning = required ? 'Address of the server' : 'Only where it is not the usual one';
  return field('api_base', {
    label: 'Base URL',
    placeholder: baseUrl,
    required,
    tooltip: sentences(meaning, fromEnvironment(baseUrlEnv)),
  });
}

function furtherFields({ prefix, paramEnv, baseUrl }: ProviderFacts): ProviderField[] {
  const named = Object.entries(paramEnv).map(
    ([name, variables]) => [SHOWN_AS[name] ?? name, variables] as const,
  );
  const more = (FURTHER_PARAMS[prefix] ?? []).map((name) => [name, []] as const);
  const variables = new Map<string, readonly string[]>([...more, ...named]);
  return [...variables].map(([name, from]) =>
    field(name, {
      required: baseUrl?.includes(`{${name}}`) ?? false,
      tooltip: sentences(meaningBeyondLabel(name), fromEnvironment(from)),
    }),
  );
}

/** "AWS: session token" says nothing that the label does not. */
function meaningBeyondLabel(name: string): string | null {
  const meaning = meaningOfModelParam(name);
  return meaning?.replace(':', '') === labelOf(name) ? null : meaning;
}

function field(key: string, known: Partial<ProviderField>): ProviderField {
  return {
    key,
    label: labelOf(key),
    placeholder: null,
    tooltip: null,
    required: false,
    field_type: LONG_TEXTS.has(key) ? 'textarea' : isSecretName(key) ? 'password' : 'text',
    options: null,
    default_value: null,
    ...known,
  };
}

/** `aws_region_name` → "AWS region name". */
function labelOf(key: string): string {
  const words = key.split('_').map((word) => WORDS[word] ?? word);
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}

function fromEnvironment(variables: readonly string[]): string | null {
  return variables.length === 0 ? null : `Left out: ${variables.join(' or ')} of the gateway's environment`;
}

function sentences(...parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : `${said.join('. ')}.`;
}
