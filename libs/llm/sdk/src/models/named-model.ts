import { type Provider, resolveModel, type Target } from '@tollgate/llm';
import { errorOfFailure } from '../errors/error-of-failure.js';

export interface NamedModel {
  readonly provider: Provider;
  /** Of the model's name alone: nothing of it is a place or a key. */
  readonly target: Target;
}

/** Whose model a name means. @throws BadRequestError when nothing tells */
export function namedModel(name: string, providerPrefix: string | null = null): NamedModel {
  const resolved = resolveModel(name, providerPrefix);
  if (resolved === null)
    throw errorOfFailure(
      {
        class: 'BadRequestError',
        message: `The provider of ${JSON.stringify(name)} is not known: write provider/model.`,
        param: 'model',
      },
      { provider: null, model: name, callId: null },
    );
  return {
    provider: resolved.provider,
    target: {
      model: resolved.model,
      baseUrl: null,
      apiKey: null,
      apiVersion: null,
      organization: null,
      headers: {},
      params: {},
      dropParams: false,
    },
  };
}
