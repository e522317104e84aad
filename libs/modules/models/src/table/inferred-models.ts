import { type Environment, type ModelEntry } from '@tollgate/config';
import { allProviders, isCannot, type Provider } from '@tollgate/llm';

/** Bare names by which clients usually ask for a provider's models, so that `gpt-4o-mini` works as well as `openai/gpt-4o-mini`. */
const BARE_NAMES: Readonly<Record<string, readonly string[]>> = {
  openai: ['gpt-*', 'chatgpt-*', 'o1*', 'o3*', 'o4*'],
  anthropic: ['claude-*'],
  gemini: ['gemini-*'],
  mistral: ['mistral-*', 'codestral-*'],
  deepseek: ['deepseek-*'],
  xai: ['grok-*'],
};

/**
 * Entries for every provider whose API key is in the environment: `provider/*`, and the bare names its clients use.
 * For `infer_model_from_keys`, and for a catch-all entry (`*` served by `*`).
 */
export function inferredModels(env: Environment): readonly ModelEntry[] {
  return allProviders()
    .filter((provider) => !isCannot(provider.chat) && hasKey(provider, env))
    .flatMap(({ id }) => [
      entry(`${id}/*`, `${id}/*`),
      ...(BARE_NAMES[id] ?? []).map((pattern) => entry(pattern, `${id}/${pattern}`)),
    ]);
}

function entry(model_name: string, model: string): ModelEntry {
  return { model_name, litellm_params: { model } };
}

function hasKey({ keyEnv }: Provider, env: Environment): boolean {
  return keyEnv.some((name) => (env[name]?.trim() ?? '') !== '');
}
