import { type ErrorClass } from '@tollgate/core';

/** The kinds of error that the policies of LiteLLM's configuration tell apart. */
export type ErrorKindName =
  | 'authentication'
  | 'timeout'
  | 'rateLimit'
  | 'contentPolicy'
  | 'badRequest'
  | 'internalServer'
  | 'serviceUnavailable'
  | 'badGateway'
  | 'notFound'
  | 'default';

/** A number for some kinds of error: retries, or failures that are allowed. `default`: every kind without its own. */
export type ErrorCounts = { readonly [Kind in ErrorKindName]?: number };

/** The number that a policy has for a class of error; null: it says nothing of it. */
export function countFor(policy: ErrorCounts | null | undefined, errorClass: ErrorClass): number | null {
  if (!policy) return null;
  const kind = kindOf(errorClass);
  return (kind === null ? undefined : policy[kind]) ?? policy.default ?? null;
}

/** The number that a policy names for this very kind of error, its default left aside. */
export function namedCount(policy: ErrorCounts | null | undefined, errorClass: ErrorClass): number | null {
  const kind = kindOf(errorClass);
  return (kind === null ? undefined : policy?.[kind]) ?? null;
}

function kindOf(errorClass: ErrorClass): ErrorKindName | null {
  switch (errorClass) {
    case 'AuthenticationError':
      return 'authentication';
    case 'Timeout':
    case 'GatewayTimeoutError':
    case 'RequestTimeoutError':
      return 'timeout';
    case 'RateLimitError':
      return 'rateLimit';
    case 'ContentPolicyViolationError':
      return 'contentPolicy';
    case 'BadRequestError':
    case 'UnsupportedParamsError':
      return 'badRequest';
    case 'InternalServerError':
    case 'APIConnectionError':
      return 'internalServer';
    case 'ServiceUnavailableError':
      return 'serviceUnavailable';
    case 'BadGatewayError':
      return 'badGateway';
    case 'NotFoundError':
      return 'notFound';
    case 'ContextWindowExceededError':
    case 'PermissionDeniedError':
    case 'NotImplementedError':
    case 'ExpiredKeyError':
    case 'KeyNotFoundError':
    case 'ModelAccessDeniedError':
    case 'MethodNotAllowedError':
    case 'RequestTooLargeError':
    case 'BudgetExceededError':
    case 'ClientClosedRequest':
      return null;
  }
}
