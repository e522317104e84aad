import { type ErrorClass } from '@tollgate/core';

/** What routing must know of a failed attempt. */
export interface AttemptFault {
  readonly class: ErrorClass;
  /** The upstream's HTTP status; null when it gave none (no connection, silence, an error inside a stream). */
  readonly status: number | null;
  /** How long the upstream asked to be left alone. */
  readonly retryAfterMs: number | null;
  /** Credit used up, key revoked: the deployment's fault, whatever the status. */
  readonly accountFault: boolean;
}

/** What may help after a fault: the same deployment later, only another one, another group, or nothing. */
export type Remedy = 'again' | 'other-deployment' | 'other-group' | 'none';

/**
 * A prompt the provider refuses is refused everywhere, so it is not tried again. A prompt too long or unwelcome here may
 * suit another group. Faults of an account or a missing model spare the other deployments.
 */
export function remedyFor(fault: AttemptFault): Remedy {
  if (fault.accountFault) return 'other-deployment';
  switch (fault.class) {
    case 'Timeout':
    case 'RateLimitError':
    case 'InternalServerError':
    case 'APIConnectionError':
    case 'BadGatewayError':
    case 'ServiceUnavailableError':
    case 'GatewayTimeoutError':
    case 'RequestTimeoutError':
      return 'again';
    case 'AuthenticationError':
    case 'PermissionDeniedError':
    case 'NotFoundError':
      return 'other-deployment';
    case 'ContextWindowExceededError':
    case 'ContentPolicyViolationError':
    case 'UnsupportedParamsError':
    case 'NotImplementedError':
      return 'other-group';
    case 'BadRequestError':
      return fault.status === 409 ? 'again' : 'none';
    case 'ExpiredKeyError':
    case 'KeyNotFoundError':
    case 'ModelAccessDeniedError':
    case 'MethodNotAllowedError':
    case 'RequestTooLargeError':
    case 'BudgetExceededError':
    case 'ClientClosedRequest':
      return 'none';
  }
}
