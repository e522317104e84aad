import { ERROR_TABLE, type ErrorClass, type Failure, statusOf, toOpenAiError } from '@tollgate/core';
import {
  APIConnectionError,
  AuthenticationError,
  BadGatewayError,
  BadRequestError,
  ContentPolicyViolationError,
  ContextWindowExceededError,
  type ErrorDetails,
  GatewayTimeoutError,
  InternalServerError,
  NotFoundError,
  NotImplementedError,
  PermissionDeniedError,
  RateLimitError,
  ServiceUnavailableError,
  TimeoutError,
  TollgateError,
  UnsupportedParamsError,
} from './errors.js';

/** Every class of the gateway's error table; those about virtual keys and HTTP do not occur in a call without either. */
const CLASSES: Readonly<Record<ErrorClass, typeof TollgateError>> = {
  BadRequestError,
  UnsupportedParamsError,
  ContextWindowExceededError,
  ContentPolicyViolationError,
  AuthenticationError,
  ExpiredKeyError: AuthenticationError,
  KeyNotFoundError: AuthenticationError,
  ModelAccessDeniedError: PermissionDeniedError,
  PermissionDeniedError,
  NotFoundError,
  MethodNotAllowedError: BadRequestError,
  RequestTimeoutError: TimeoutError,
  Timeout: TimeoutError,
  RequestTooLargeError: BadRequestError,
  RateLimitError,
  BudgetExceededError: RateLimitError,
  ClientClosedRequest: TollgateError,
  InternalServerError,
  APIConnectionError,
  BadGatewayError,
  ServiceUnavailableError,
  GatewayTimeoutError,
  NotImplementedError,
};

export type Whereabouts = Pick<ErrorDetails, 'provider' | 'model' | 'callId'>;

export function errorOfFailure(failure: Failure, where: Whereabouts): TollgateError {
  const { error } = toOpenAiError(failure);
  return new CLASSES[failure.class](failure.message, {
    status: statusOf(failure),
    type: error.type,
    param: error.param,
    code: error.code,
    retryAfter: failure.retryAfterSeconds ?? null,
    ...where,
  });
}

/**
 * The error that an answer's body tells of.
 * @param errorClass as the call's event names it; null: the status alone tells.
 */
export function errorOfAnswer(
  body: unknown,
  errorClass: string | null,
  status: number,
  retryAfter: number | null,
  where: Whereabouts,
): TollgateError {
  const told = membersOf(membersOf(body)['error']);
  const known = errorClass !== null && isErrorClass(errorClass) ? errorClass : classOfStatus(status);
  return new CLASSES[known](textOr(told['message'], 'The call failed.'), {
    status,
    type: textOr(told['type'], ERROR_TABLE[known].type),
    param: typeof told['param'] === 'string' ? told['param'] : null,
    code: textOr(told['code'], String(status)),
    retryAfter,
    ...where,
  });
}

function isErrorClass(name: string): name is ErrorClass {
  return Object.hasOwn(CLASSES, name);
}

function classOfStatus(status: number): ErrorClass {
  const named = Object.keys(CLASSES)
    .filter(isErrorClass)
    .find((name) => ERROR_TABLE[name].status === status);
  return named ?? (status < 500 ? 'BadRequestError' : 'InternalServerError');
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
