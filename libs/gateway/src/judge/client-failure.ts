import { type Failure } from '@tollgate/core';
import { type UpstreamFault } from '@tollgate/llm';
import { type AttemptFault } from '@tollgate/routing';
import { type GatewaySettings } from '../ports/ports.js';

/** What routing needs to know of an upstream's fault. */
export function attemptFault(fault: UpstreamFault): AttemptFault {
  return {
    class: fault.class,
    status: fault.status,
    retryAfterMs: fault.retryAfterSeconds === null ? null : fault.retryAfterSeconds * 1000,
    accountFault: fault.accountFault,
  };
}

/**
 * The fault as the client may see it. That the provider refuses the gateway's own key or account is no 401 of the client's,
 * and the text about it stays with the operator, unless the client is the operator.
 */
export function clientFailure(
  fault: UpstreamFault,
  provider: string,
  { ownAccount = false }: Pick<GatewaySettings, 'ownAccount'>,
): Failure {
  if (!ownAccount && isOfAccount(fault))
    return {
      class: fault.class,
      message: `${provider} refused the gateway's account. An admin has to look at this deployment.`,
      param: null,
      status: 502,
      type: 'upstream_account_error',
    };
  return {
    class: fault.class,
    message: fault.message,
    param: fault.param,
    ...(fault.code === null ? {} : { code: fault.code }),
    ...(fault.retryAfterSeconds === null ? {} : { retryAfterSeconds: fault.retryAfterSeconds }),
  };
}

function isOfAccount(fault: UpstreamFault): boolean {
  return (
    fault.accountFault || fault.class === 'AuthenticationError' || fault.class === 'PermissionDeniedError'
  );
}
