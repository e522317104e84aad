import { count } from '../types/scalars.js';
import { section } from '../types/section.js';
import { setting } from '../types/setting-type.js';

/** Retries by kind of error. */
export const retryPolicy = section({
  AuthenticationErrorRetries: setting(count(), 'Retries after an authentication error of the provider'),
  TimeoutErrorRetries: setting(count(), 'Retries after a timeout'),
  RateLimitErrorRetries: setting(count(), 'Retries after a rate limit'),
  ContentPolicyViolationErrorRetries: setting(count(), 'Retries after a refusal for content'),
  BadRequestErrorRetries: setting(count(), 'Retries after a bad request'),
  InternalServerErrorRetries: setting(count(), 'Retries after an internal error of the provider'),
  ServiceUnavailableErrorRetries: setting(count(), 'Retries while the provider is unavailable'),
  NotFoundErrorRetries: setting(count(), 'Retries after "not found"'),
  DefaultRetries: setting(count(), 'Retries after any other error'),
});

/** Failures a minute, by kind of error, before a deployment is cooled down. */
export const allowedFailsPolicy = section({
  AuthenticationErrorAllowedFails: setting(count(), 'Authentication errors'),
  TimeoutErrorAllowedFails: setting(count(), 'Timeouts'),
  RateLimitErrorAllowedFails: setting(count(), 'Rate limits'),
  ContentPolicyViolationErrorAllowedFails: setting(count(), 'Refusals for content'),
  BadRequestErrorAllowedFails: setting(count(), 'Bad requests'),
  InternalServerErrorAllowedFails: setting(count(), 'Internal errors of the provider'),
  ServiceUnavailableErrorAllowedFails: setting(count(), 'Unavailable providers'),
  BadGatewayErrorAllowedFails: setting(count(), 'Bad gateways'),
  NotFoundErrorAllowedFails: setting(count(), '"Not found"'),
});
