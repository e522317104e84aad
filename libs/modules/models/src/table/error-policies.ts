import { type GatewayConfig } from '@tollgate/config';
import { type ErrorCounts } from '@tollgate/routing';

type RouterSettings = NonNullable<GatewayConfig['router_settings']>;

/** `retry_policy`: retries by kind of error. */
export function retriesByKind(policy: NonNullable<RouterSettings['retry_policy']>): ErrorCounts {
  return counted({
    authentication: policy.AuthenticationErrorRetries,
    timeout: policy.TimeoutErrorRetries,
    rateLimit: policy.RateLimitErrorRetries,
    contentPolicy: policy.ContentPolicyViolationErrorRetries,
    badRequest: policy.BadRequestErrorRetries,
    internalServer: policy.InternalServerErrorRetries,
    serviceUnavailable: policy.ServiceUnavailableErrorRetries,
    notFound: policy.NotFoundErrorRetries,
    default: policy.DefaultRetries,
  });
}

/** `allowed_fails_policy`: failures by kind of error before a deployment is cooled down. */
export function failsByKind(policy: NonNullable<RouterSettings['allowed_fails_policy']>): ErrorCounts {
  return counted({
    authentication: policy.AuthenticationErrorAllowedFails,
    timeout: policy.TimeoutErrorAllowedFails,
    rateLimit: policy.RateLimitErrorAllowedFails,
    contentPolicy: policy.ContentPolicyViolationErrorAllowedFails,
    badRequest: policy.BadRequestErrorAllowedFails,
    internalServer: policy.InternalServerErrorAllowedFails,
    serviceUnavailable: policy.ServiceUnavailableErrorAllowedFails,
    badGateway: policy.BadGatewayErrorAllowedFails,
    notFound: policy.NotFoundErrorAllowedFails,
  });
}

function counted(counts: { readonly [Kind in keyof ErrorCounts]: number | undefined }): ErrorCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}
