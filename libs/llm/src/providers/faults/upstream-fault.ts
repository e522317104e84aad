import { ERROR_TABLE, type Failure } from '@tollgate/core';
import { type UpstreamFault } from '../../chat/chat-event.js';
import { classify, type FaultFacts } from './classify.js';
import { readRetryAfter } from './retry-after.js';
import { scrub } from './scrub.js';

/** Classifies and scrubs an upstream's error. */
export function toFault(
  facts: FaultFacts & { readonly param: string | null },
  headers: Readonly<Record<string, string>> = {},
): UpstreamFault {
  const bounded = (word: string | null) => (word === null ? null : scrub(word).slice(0, 200));
  return {
    ...classify(facts),
    status: facts.status,
    message: scrub(facts.message.trim()) || 'The upstream gave no reason.',
    type: bounded(facts.type),
    code: bounded(facts.code),
    param: bounded(facts.param),
    retryAfterSeconds: readRetryAfter(headers),
  };
}

/** The upstream broke its own protocol: a cut stream, a line that is no JSON, a bound exceeded. */
export function protocolFault(message: string): UpstreamFault {
  return {
    class: 'BadGatewayError',
    status: null,
    message,
    type: null,
    code: null,
    param: null,
    retryAfterSeconds: null,
    accountFault: false,
  };
}

/** What a client is told of an upstream's fault. An account's fault is the operator's, so its details stay with him. */
export function toFailure(fault: UpstreamFault, providerLabel: string): Failure {
  const retry =
    fault.retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.ceil(fault.retryAfterSeconds) };
  if (fault.accountFault) return { ...accountFailure(fault, providerLabel), ...retry };
  const prefix =
    fault.class === 'ContextWindowExceededError' || fault.class === 'ContentPolicyViolationError'
      ? `litellm.${fault.class}: litellm.BadRequestError`
      : `litellm.${fault.class}`;
  const isClientFault = ERROR_TABLE[fault.class].status < 500;
  return {
    class: fault.class,
    message: `${prefix}: ${providerLabel}Exception - ${fault.message}`,
    param: fault.param,
    ...(isClientFault && fault.type !== null ? { type: fault.type } : {}),
    ...codeOf(fault),
    ...retry,
  };
}

/** Codes that clients act on; the rest is the status as text, as clients of LiteLLM expect. */
function codeOf(fault: UpstreamFault): { code?: string } {
  if (fault.class === 'ContextWindowExceededError') return { code: 'context_length_exceeded' };
  if (fault.class === 'ContentPolicyViolationError') return { code: 'content_filter' };
  return {};
}

function accountFailure(fault: UpstreamFault, providerLabel: string): Failure {
  if (fault.class === 'RateLimitError') {
    return {
      class: 'RateLimitError',
      message: `litellm.RateLimitError: ${providerLabel}Exception - The quota of the gateway's ${providerLabel} account is used up; its operator must look into it.`,
      param: null,
    };
  }
  return {
    class: 'ServiceUnavailableError',
    message: `litellm.${fault.class}: ${providerLabel}Exception - ${providerLabel} refused the gateway's own credentials or account; its operator must look into it.`,
    param: null,
  };
}
