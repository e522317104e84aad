import { type Quirk } from './quirks/quirk.js';

/** One OpenAI-compatible provider: everything that sets it apart, as data. */
export interface CompatibleRow {
  readonly label: string;
  /** Other prefixes that mean the same provider. */
  readonly aliases?: readonly string[];
  /** Base URL without a trailing slash; null: the operator must give `api_base`. */
  readonly baseUrl: string | null;
  /** Environment variables that may hold the base URL, in order. */
  readonly baseUrlEnv: readonly string[];
  /** Path of the chat endpoint below the base URL; `/chat/completions` when absent. */
  readonly path?: string;
  /** `optional`: local servers that need no key. */
  readonly auth: 'bearer' | 'optional';
  readonly keyEnv: readonly string[];
  readonly quirks: readonly Quirk[];
  /** Members of a body it cannot honour: refused by name, or dropped with `drop_params`. */
  readonly unsupported?: readonly string[];
}

/** What most of the others share. */
const USUAL: readonly Quirk[] = ['max-tokens-only'];
const LOCAL = { auth: 'optional', quirks: USUAL } as const;

/**
 * Providers that speak the OpenAI chat API. Sources: the vendors' API references and public adapters, read in November
 * 2026. To add one, add a row; docs/add-a-provider.md shows how.
 */
export const COMPATIBLE_ROWS = {
  openai: {
    label: 'OpenAI',
    aliases: ['text-completion-openai'],
    baseUrl: 'https://api.openai.com/v1',
    baseUrlEnv: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
    auth: 'bearer',
    keyEnv: ['OPENAI_API_KEY'],
    quirks: ['openai-families', 'developer-role', 'no-reasoning-history'],
    unsupported: ['top_k'],
  },
  custom_openai: {
    label: 'OpenAI-compatible',
    aliases: ['openai_like'],
    baseUrl: null,
    baseUrlEnv: [],
    auth: 'optional',
    keyEnv: [],
    quirks: [],
  },
  litellm_proxy: {
    label: 'LiteLLM proxy',
    baseUrl: null,
    baseUrlEnv: ['LITELLM_PROXY_API_BASE'],
    auth: 'optional',
    keyEnv: ['LITELLM_PROXY_API_KEY'],
    quirks: ['verbatim'],
  },
  cerebras: {
    label: 'Cerebras',
    baseUrl: 'https://api.cerebras.ai/v1',
    baseUrlEnv: ['CEREBRAS_API_BASE'],
    auth: 'bearer',
    keyEnv: ['CEREBRAS_API_KEY'],
    quirks: ['max-tokens-only', 'reasoning-field'],
    unsupported: ['frequency_penalty', 'presence_penalty', 'logit_bias', 'store'],
  },
  dashscope: {
    label: 'Alibaba DashScope',
    aliases: ['qwen', 'alibaba'],
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    baseUrlEnv: ['DASHSCOPE_API_BASE'],
    auth: 'bearer',
    keyEnv: ['DASHSCOPE_API_KEY', 'ALIBABA_API_KEY'],
    quirks: ['max-tokens-only', 'cache-marks'],
    unsupported: ['frequency_penalty', 'logit_bias', 'store'],
  },
  deepinfra: {
    label: 'DeepInfra',
    baseUrl: 'https://api.deepinfra.com/v1/openai',
    baseUrlEnv: ['DEEPINFRA_API_BASE'],
    auth: 'bearer',
    keyEnv: ['DEEPINFRA_API_KEY', 'DEEPINFRA_TOKEN'],
    quirks: USUAL,
  },
  deepseek: {
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    baseUrlEnv: ['DEEPSEEK_API_BASE'],
    auth: 'bearer',
    keyEnv: ['DEEPSEEK_API_KEY'],
    quirks: ['max-tokens-only', 'reasoning-with-calls'],
    unsupported: ['seed', 'logit_bias', 'store'],
  },
  featherless_ai: {
    label: 'Featherless AI',
    baseUrl: 'https://api.featherless.ai/v1',
    baseUrlEnv: ['FEATHERLESS_AI_API_BASE', 'FEATHERLESS_API_BASE'],
    auth: 'bearer',
    keyEnv: ['FEATHERLESS_AI_API_KEY', 'FEATHERLESS_API_KEY'],
    quirks: USUAL,
  },
  fireworks_ai: {
    label: 'Fireworks AI',
    aliases: ['fireworks'],
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    baseUrlEnv: ['FIREWORKS_API_BASE', 'FIREWORKS_AI_API_BASE'],
    auth: 'bearer',
    keyEnv: ['FIREWORKS_API_KEY', 'FIREWORKS_AI_API_KEY', 'FIREWORKSAI_API_KEY', 'FIREWORKS_AI_TOKEN'],
    quirks: ['max-tokens-only', 'tool-choice-any'],
    unsupported: ['logit_bias', 'seed', 'parallel_tool_calls', 'top_logprobs'],
  },
  groq: {
    label: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    baseUrlEnv: ['GROQ_API_BASE'],
    auth: 'bearer',
    keyEnv: ['GROQ_API_KEY'],
    quirks: ['max-tokens-only', 'no-message-names', 'reasoning-field'],
    unsupported: ['logprobs', 'top_logprobs', 'logit_bias', 'top_k'],
  },
  hosted_vllm: {
    label: 'vLLM',
    aliases: ['vllm'],
    baseUrl: null,
    baseUrlEnv: ['HOSTED_VLLM_API_BASE'],
    auth: 'optional',
    keyEnv: ['HOSTED_VLLM_API_KEY'],
    quirks: ['max-tokens-only', 'no-strict-tools'],
  },
  hyperbolic: {
    label: 'Hyperbolic',
    baseUrl: 'https://api.hyperbolic.xyz/v1',
    baseUrlEnv: ['HYPERBOLIC_API_BASE'],
    auth: 'bearer',
    keyEnv: ['HYPERBOLIC_API_KEY'],
    quirks: USUAL,
  },
  llamacpp: {
    label: 'llama.cpp',
    baseUrl: 'http://localhost:8080/v1',
    baseUrlEnv: [],
    keyEnv: [],
    ...LOCAL,
  },
  llamafile: {
    label: 'llamafile',
    baseUrl: 'http://127.0.0.1:8080/v1',
    baseUrlEnv: ['LLAMAFILE_API_BASE'],
    keyEnv: ['LLAMAFILE_API_KEY'],
    ...LOCAL,
  },
  lm_studio: {
    label: 'LM Studio',
    baseUrl: 'http://localhost:1234/v1',
    baseUrlEnv: ['LM_STUDIO_API_BASE'],
    keyEnv: ['LM_STUDIO_API_KEY'],
    ...LOCAL,
  },
  mistral: {
    label: 'Mistral AI',
    baseUrl: 'https://api.mistral.ai/v1',
    baseUrlEnv: ['MISTRAL_API_BASE'],
    auth: 'bearer',
    keyEnv: ['MISTRAL_API_KEY'],
    quirks: [
      'max-tokens-only',
      'no-stream-options',
      'no-message-names',
      'no-reasoning-history',
      'random-seed',
      'tool-choice-any',
    ],
    unsupported: ['logit_bias', 'logprobs', 'top_logprobs', 'top_k', 'user'],
  },
  moonshot: {
    label: 'Moonshot AI',
    baseUrl: 'https://api.moonshot.ai/v1',
    baseUrlEnv: ['MOONSHOT_API_BASE'],
    auth: 'bearer',
    keyEnv: ['MOONSHOT_API_KEY'],
    quirks: ['max-tokens-only', 'reasoning-with-calls'],
    unsupported: ['functions', 'function_call', 'seed', 'logit_bias', 'store'],
  },
  nebius: {
    label: 'Nebius Token Factory',
    baseUrl: 'https://api.tokenfactory.nebius.com/v1',
    baseUrlEnv: ['NEBIUS_API_BASE'],
    auth: 'bearer',
    keyEnv: ['NEBIUS_API_KEY'],
    quirks: USUAL,
  },
  novita: {
    label: 'Novita AI',
    baseUrl: 'https://api.novita.ai/openai/v1',
    baseUrlEnv: ['NOVITA_API_BASE'],
    auth: 'bearer',
    keyEnv: ['NOVITA_API_KEY'],
    quirks: USUAL,
  },
  nvidia_nim: {
    label: 'NVIDIA NIM',
    baseUrl: 'https://integrate.api.nvidia.com/v1',
    baseUrlEnv: ['NVIDIA_NIM_API_BASE'],
    auth: 'bearer',
    keyEnv: ['NVIDIA_NIM_API_KEY', 'NVIDIA_API_KEY'],
    quirks: USUAL,
  },
  ollama: {
    label: 'Ollama',
    aliases: ['ollama_chat'],
    baseUrl: 'http://localhost:11434',
    baseUrlEnv: ['OLLAMA_API_BASE'],
    path: '/v1/chat/completions',
    keyEnv: ['OLLAMA_API_KEY'],
    ...LOCAL,
  },
  openrouter: {
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    baseUrlEnv: ['OPENROUTER_API_BASE', 'OPENROUTER_BASE_URL'],
    auth: 'bearer',
    keyEnv: ['OPENROUTER_API_KEY', 'OR_API_KEY'],
    quirks: ['cache-marks'],
  },
  perplexity: {
    label: 'Perplexity',
    baseUrl: 'https://api.perplexity.ai',
    baseUrlEnv: ['PERPLEXITY_API_BASE'],
    auth: 'bearer',
    keyEnv: ['PERPLEXITYAI_API_KEY', 'PERPLEXITY_API_KEY'],
    quirks: ['max-tokens-only', 'no-stream-options', 'no-reasoning-history'],
    unsupported: [
      'tools',
      'tool_choice',
      'parallel_tool_calls',
      'functions',
      'function_call',
      'seed',
      'stop',
      'logit_bias',
      'logprobs',
      'top_logprobs',
      'user',
    ],
  },
  sambanova: {
    label: 'SambaNova',
    baseUrl: 'https://api.sambanova.ai/v1',
    baseUrlEnv: ['SAMBANOVA_API_BASE'],
    auth: 'bearer',
    keyEnv: ['SAMBANOVA_API_KEY'],
    quirks: USUAL,
    unsupported: ['logit_bias', 'logprobs', 'presence_penalty', 'frequency_penalty', 'seed', 'user'],
  },
  sglang: {
    label: 'SGLang',
    baseUrl: 'http://localhost:30000/v1',
    baseUrlEnv: [],
    keyEnv: ['SGLANG_API_KEY'],
    ...LOCAL,
  },
  together_ai: {
    label: 'Together AI',
    aliases: ['together', 'togetherai'],
    baseUrl: 'https://api.together.xyz/v1',
    baseUrlEnv: ['TOGETHER_AI_API_BASE'],
    auth: 'bearer',
    keyEnv: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY', 'TOGETHERAI_API_KEY', 'TOGETHER_AI_TOKEN'],
    quirks: ['max-tokens-only', 'no-text-format'],
    unsupported: ['store'],
  },
  vercel_ai_gateway: {
    label: 'Vercel AI Gateway',
    baseUrl: 'https://ai-gateway.vercel.sh/v1',
    baseUrlEnv: ['VERCEL_AI_GATEWAY_API_BASE'],
    auth: 'bearer',
    keyEnv: ['VERCEL_AI_GATEWAY_API_KEY', 'AI_GATEWAY_API_KEY', 'VERCEL_OIDC_TOKEN'],
    quirks: ['cache-marks'],
  },
  xai: {
    label: 'xAI',
    baseUrl: 'https://api.x.ai/v1',
    baseUrlEnv: ['XAI_API_BASE'],
    auth: 'bearer',
    keyEnv: ['XAI_API_KEY'],
    quirks: ['max-tokens-only', 'no-message-names', 'no-strict-tools'],
    unsupported: ['web_search_options'],
  },
  zai: {
    label: 'Z.AI',
    aliases: ['glm'],
    baseUrl: 'https://api.z.ai/api/paas/v4',
    baseUrlEnv: ['ZAI_API_BASE'],
    auth: 'bearer',
    keyEnv: ['ZAI_API_KEY', 'ZHIPU_API_KEY'],
    quirks: ['max-tokens-only', 'cache-marks'],
    unsupported: ['logit_bias', 'logprobs', 'presence_penalty', 'frequency_penalty', 'seed', 'user', 'store'],
  },
} as const satisfies Record<string, CompatibleRow>;

export type CompatibleId = keyof typeof COMPATIBLE_ROWS;
