import { type FakeProviders } from '@tollgate/testing';

/** USD per token, as the config says it and as the tests reckon with it. */
export const PRICES = {
  gpt: { input: '0.00000015', output: '0.0000006' },
  claude: { input: '0.000003', output: '0.000015' },
} as const;

/** A config with one model of each family behind the fakes, prices stated. */
export function configFor(fakes: FakeProviders, extra = ''): string {
  return `model_list:
  - model_name: gpt
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: sk-secret-of-openai
      api_base: ${fakes.baseUrl('openai')}
      input_cost_per_token: ${PRICES.gpt.input}
      output_cost_per_token: ${PRICES.gpt.output}
  - model_name: claude
    litellm_params:
      model: anthropic/claude-sonnet-4-20250514
      api_key: sk-ant-secret-of-anthropic
      api_base: ${fakes.baseUrl('anthropic')}
      input_cost_per_token: ${PRICES.claude.input}
      output_cost_per_token: ${PRICES.claude.output}
  - model_name: local
    litellm_params:
      model: openai/some-model
      api_key: none
      api_base: ${fakes.baseUrl('compatible')}
router_settings:
  num_retries: 0
${extra}`;
}
