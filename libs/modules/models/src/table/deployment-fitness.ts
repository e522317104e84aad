import { type ModelEntry } from '@tollgate/config';
import { contextWindowOf, type Provider } from '@tollgate/llm';
import { CAPABILITIES, type Deployment } from '@tollgate/routing';

/**
 * What pre-call checks hold calls against: the window that the entry names, else the one published for `base_model` or the
 * model itself; the region; and what `model_info` says the model cannot do.
 */
export function fitnessOf(
  { litellm_params: params, model_info: info = {} }: ModelEntry,
  provider: Provider,
  model: string,
): Pick<Deployment, 'fitness'> {
  const base = (params.base_model ?? info.base_model ?? model).replace(`${provider.id}/`, '');
  const maxInputTokens = info.max_input_tokens ?? contextWindowOf(provider.id, base);
  const region = params.region_name ?? params.aws_region_name ?? params.vertex_location ?? null;
  const lacks = CAPABILITIES.filter((capability) => info[`supports_${capability}`] === false);
  if (maxInputTokens === null && region === null && lacks.length === 0) return {};
  return { fitness: { maxInputTokens, region, lacks } };
}
