import { type Failure, statusOf } from '@tollgate/core';
import { type ChatSurface, openAiChat, surfaceOf } from '@tollgate/llm';
import { type Unavailable, type Unfitness } from '@tollgate/routing';
import { corsHeaders } from '../claim/cors.js';
import { type GatewaySettings } from '../ports/ports.js';
import { answerFailure } from '../relay/answers.js';
import { headerText } from '../relay/response-headers.js';
import { costOfCall } from '../settle/spend-event.js';
import { estimatedUsage } from '../settle/estimated-usage.js';
import { settle } from '../settle/settle.js';
import { type Call, callIdOf } from './call.js';
import { type ClientRequest, type ClientResponse } from './client.js';
import { type Lane } from './lane.js';

/** Refuses a request whose key is not known: no event, only a count. */
export function refuse(
  lane: Lane,
  settings: GatewaySettings,
  req: ClientRequest,
  res: ClientResponse,
  failure: Failure,
  surface: ChatSurface = openAiChat,
): void {
  const id = callIdOf(req);
  lane.ports.metrics.requestRefused(statusOf(failure));
  const headers = [
    ...corsHeaders(req, settings),
    'x-litellm-call-id',
    id,
    'x-litellm-version',
    settings.version,
  ];
  answerFailure(res, failure, headers, surface, id);
}

export const CLIENT_GONE: Failure = {
  class: 'ClientClosedRequest',
  message: 'The client left before the answer was complete.',
  param: null,
};

/**
 * Ends a call that has sent nothing to its client, with its event; `failure` null: the client has left. What was on its way
 * to an upstream by then is charged for its prompt, as the provider does.
 */
export function failCall(
  lane: Lane,
  call: Call,
  failure: Failure | null,
  headers: readonly string[] = [],
): void {
  const gone = call.clientGone || failure === null;
  const usage = gone && call.sentModel !== null ? estimatedUsage(call, 0) : null;
  const ending = {
    status: gone ? 'cancelled' : 'failure',
    failure: gone ? CLIENT_GONE : failure,
    usage,
    usageEstimated: usage !== null,
    responseId: null,
    firstTokenMs: null,
  } as const;
  const own = failureHeaders(call);
  settle(lane.ports, call, ending, costOfCall(call, usage), () => {
    if (failure && !gone)
      answerFailure(call.res, failure, [...own, ...headers], surfaceOf(call.decoded.operation), call.callId);
  });
}

/** Names the deployment, but not where it is. */
function failureHeaders(call: Call): string[] {
  const { req, settings, deployment, route } = call;
  const headers = [
    ...corsHeaders(req, settings),
    'x-litellm-call-id',
    call.callId,
    'x-litellm-version',
    settings.version,
  ];
  if (call.decoded.operation === 'messages') headers.push('request-id', call.callId);
  if (deployment) headers.push('x-litellm-model-id', headerText(deployment.id));
  if (call.group !== null) headers.push('x-litellm-model-group', headerText(call.group));
  if (route)
    headers.push(
      'x-litellm-attempted-retries',
      String(route.retries),
      'x-litellm-attempted-fallbacks',
      String(route.fallbacks),
    );
  headers.push(...(call.reservation?.headers ?? []));
  return headers;
}

/** Nothing of the group, nor of its fallbacks, can serve the call now. */
export function noDeployment(plan: Unavailable | { readonly type: 'give-up' }): Failure {
  if (plan.type === 'unavailable' && plan.reason === 'tags')
    return {
      class: 'AuthenticationError',
      message:
        'Not allowed to access model due to tags configuration: no deployment has the tags of this call.',
      param: 'tags',
    };
  if (plan.type === 'unavailable' && plan.reason === 'budget') return spentFailure(plan.retryAfterMs);
  if (plan.type === 'unavailable' && isUnfit(plan.reason)) return unfitFailure(plan.reason);
  const seconds = plan.type === 'unavailable' ? Math.max(1, Math.ceil(plan.retryAfterMs / 1000)) : 1;
  const limited = plan.type === 'unavailable' && plan.reason === 'limited';
  return {
    class: 'RateLimitError',
    message: `No deployments available for selected model, Try again in ${seconds} seconds.${
      limited ? ' Those in service are at their rpm, tpm or max_parallel_requests.' : ''
    }`,
    param: 'model',
    type: limited ? 'rate_limit_error' : 'all_deployments_in_cooldown',
    retryAfterSeconds: seconds,
  };
}

/** What the deployments, or their providers, may cost is used up. */
function spentFailure(untilNewMs: number): Failure {
  const again = Number.isFinite(untilNewMs)
    ? ` It begins anew in ${Math.ceil(untilNewMs / 1000)} seconds.`
    : '';
  return {
    class: 'BudgetExceededError',
    message: `No deployments available - crossed budget: what the deployments of this model may cost is used up.${again}`,
    param: 'model',
  };
}

function isUnfit(reason: Unavailable['reason']): reason is Unfitness {
  return reason === 'context-window' || reason === 'region' || reason === 'capability';
}

/** No deployment is fit for the call, whenever it comes. */
function unfitFailure(reason: Unfitness): Failure {
  switch (reason) {
    case 'context-window':
      return {
        class: 'ContextWindowExceededError',
        message: 'The prompt is longer than the context window of every deployment of this model.',
        param: 'messages',
        code: 'context_length_exceeded',
      };
    case 'region':
      return {
        class: 'BadRequestError',
        message: 'No deployment of this model is in the region that is asked for.',
        param: 'allowed_model_region',
      };
    case 'capability':
      return {
        class: 'BadRequestError',
        message: 'No deployment of this model can do what the call asks for (tools, pictures, schemas …).',
        param: 'model',
      };
  }
}
