import { type Failure, type KeyContext } from '@tollgate/core';
import { resolveModel as resolveName, supportedOpenAiParams, type Target } from '@tollgate/llm';
import { modelToSend, resolveModel, type RoutingTable } from '@tollgate/routing';
import { mayUse } from '../authorize/authorize.js';
import { wrong } from '../decode/call-options.js';
import { LONGEST_MODEL_NAME } from '../decode/decode-request.js';

/** What nothing but the model's name is known of. */
const NO_TARGET: Omit<Target, 'model'> = {
  baseUrl: null,
  apiKey: null,
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};

/**
 * Answers `GET /utils/supported_openai_params?model=`: for a model of the table what its first deployment honours, else
 * for `provider/model` or a well-known name what that provider does. A model that is not this key's is unknown to it.
 */
export function supportedParams(
  key: KeyContext,
  model: string | null,
  table: RoutingTable,
): { supported_openai_params: readonly string[] } | Failure {
  if (model === null || model === '' || model.length > LONGEST_MODEL_NAME)
    return wrong('model', `the name of a model, at most ${LONGEST_MODEL_NAME} characters long`);
  const group = resolveModel(table, model, key.teamId);
  if (group && mayUse(key, model, group)) {
    const [deployment] = group.deployments;
    if (deployment) {
      const target = { ...deployment.target, model: modelToSend(deployment, group) };
      return { supported_openai_params: supportedOpenAiParams(deployment.provider, target) };
    }
  }
  const named = group ? null : resolveName(model);
  if (named)
    return {
      supported_openai_params: supportedOpenAiParams(named.provider, { ...NO_TARGET, model: named.model }),
    };
  return {
    class: 'BadRequestError',
    message: 'No such model, or not for this key. GET /v1/models lists those it may use.',
    param: 'model',
  };
}
