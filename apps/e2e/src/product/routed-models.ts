import { type FakeProviders } from '@tollgate/testing';

/** One deployment behind a fake upstream of its own, which scripts and received calls know by `account`. */
export interface RoutedDeployment {
  readonly group: string;
  /** Name of the upstream, and the deployment's id. */
  readonly account: string;
  readonly provider?: 'openai' | 'anthropic' | 'azure';
  /** Further lines of `litellm_params` and `model_info`. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly info?: Readonly<Record<string, string | number>>;
}

const MODELS = {
  openai: 'openai/gpt-4o-mini',
  anthropic: 'anthropic/claude-sonnet-4-20250514',
  azure: 'azure/gpt-4o-mini',
} as const;
const KEYS = {
  openai: 'sk-secret-of-openai',
  anthropic: 'sk-ant-secret-of-anthropic',
  azure: '0123456789abcdef0123456789abcdef',
} as const;

/** A config.yaml of such deployments. @param rest further sections, as YAML. */
export function routedConfig(
  fakes: FakeProviders,
  deployments: readonly RoutedDeployment[],
  rest: string,
): string {
  return `model_list:\n${deployments.map((one) => entry(fakes, one)).join('')}${rest}`;
}

function entry(
  fakes: FakeProviders,
  { group, account, provider = 'openai', params = {}, info = {} }: RoutedDeployment,
): string {
  const lines = (more: Readonly<Record<string, string | number>>) =>
    Object.entries(more).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}\n`);
  return [
    `  - model_name: ${group}\n    litellm_params:\n`,
    ...lines({
      model: MODELS[provider],
      api_key: KEYS[provider],
      api_base: fakes.baseUrl(provider, account),
      ...(provider === 'azure' ? { api_version: '2024-10-21' } : {}),
      ...params,
    }),
    '    model_info:\n',
    ...lines({ id: account, ...info }),
  ].join('');
}
