import { type Environment, type LitellmParams } from '@tollgate/config';
import { type Provider } from '@tollgate/llm';

/** Key of a deployment: its own, else the first of the provider's environment variables that is set; null: none. */
export function providerKey(provider: Provider, params: LitellmParams, env: Environment): string | null {
  return params.api_key ?? firstIn(env, provider.keyEnv);
}

/** Base URL of a deployment: its own, else the environment's; null: the provider's. Without a trailing slash. */
export function providerUrl(provider: Provider, params: LitellmParams, env: Environment): string | null {
  const url = params.api_base ?? params.base_url ?? firstIn(env, provider.baseUrlEnv ?? []);
  return url === null ? null : url.replace(/\/+$/, '');
}

/** Further parameters of the provider that only the environment holds (`AWS_REGION`, `VERTEXAI_PROJECT` …), by name. */
export function providerParams(
  provider: Provider,
  params: LitellmParams,
  env: Environment,
): Record<string, string> {
  const given: Record<string, unknown> = params;
  const found = Object.entries(provider.paramEnv ?? {}).flatMap(([name, variables]) => {
    const value = given[name] === undefined ? firstIn(env, variables) : null;
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

function firstIn(env: Environment, names: readonly string[]): string | null {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
