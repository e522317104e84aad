/** Providers that closed: their prefix is kept so that an old configuration learns why. The sentence is what a client reads. */
export const RETIRED_PROVIDERS = {
  anyscale: {
    label: 'Anyscale Endpoints',
    reason:
      'retired: Anyscale closed its shared endpoints in 2024; a deployment of your own is reached as custom_openai with its api_base.',
  },
  meta_llama: {
    label: 'Meta Llama API',
    reason: 'retired: Meta shut the Llama API down in July 2026; its successor is the prefix meta.',
  },
} as const satisfies Record<string, { readonly label: string; readonly reason: string }>;
