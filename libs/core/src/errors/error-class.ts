/**
 * The one table of failures a client can meet on the data plane. Class names, statuses and types are those that clients
 * of LiteLLM and OpenAI already handle. docs/errors.md shows the table; a spec holds the two together.
 */
export interface ErrorKind {
  /** HTTP status. */
  status: number;
  /** `error.type` of the OpenAI error shape. */
  type: string;
  /** May a router try again elsewhere? */
  retryable: boolean;
  /** One sentence: when it happens and what to do next. */
  meaning: string;
}

export const ERROR_TABLE = {
  BadRequestError: {
    status: 400,
    type: 'invalid_request_error',
    retryable: false,
    meaning: 'The request is malformed; `param` names the field to correct.',
  },
  UnsupportedParamsError: {
    status: 400,
    type: 'invalid_request_error',
    retryable: false,
    meaning: 'The model cannot honour a parameter; leave it out or set `drop_params: true`.',
  },
  ContextWindowExceededError: {
    status: 400,
    type: 'invalid_request_error',
    retryable: false,
    meaning:
      'The prompt is longer than the model accepts; shorten it or configure `context_window_fallbacks`.',
  },
  ContentPolicyViolationError: {
    status: 400,
    type: 'invalid_request_error',
    retryable: false,
    meaning: 'The provider refused the content; change it or configure `content_policy_fallbacks`.',
  },
  AuthenticationError: {
    status: 401,
    type: 'auth_error',
    retryable: false,
    meaning: 'The gateway does not accept this key.',
  },
  ExpiredKeyError: {
    status: 401,
    type: 'expired_key',
    retryable: false,
    meaning: 'The key has expired; ask for a new one.',
  },
  KeyNotFoundError: {
    status: 401,
    type: 'token_not_found_in_db',
    retryable: false,
    meaning: 'No such key; check for a typing error or ask for a new one.',
  },
  ModelAccessDeniedError: {
    status: 403,
    type: 'key_model_access_denied',
    retryable: false,
    meaning: 'The key may not use this model; `GET /v1/models` lists those it may.',
  },
  PermissionDeniedError: {
    status: 403,
    type: 'permission_error',
    retryable: false,
    meaning: 'The key may not call this route.',
  },
  NotFoundError: {
    status: 404,
    type: 'not_found_error',
    retryable: false,
    meaning: 'The thing named in the request does not exist.',
  },
  MethodNotAllowedError: {
    status: 405,
    type: 'invalid_request_error',
    retryable: false,
    meaning: 'The route exists, but not for this method.',
  },
  RequestTimeoutError: {
    status: 408,
    type: 'invalid_request_error',
    retryable: false,
    meaning: 'The request body arrived too slowly; send it again.',
  },
  Timeout: {
    status: 408,
    type: 'timeout_error',
    retryable: true,
    meaning: 'The upstream did not answer in time.',
  },
  RequestTooLargeError: {
    status: 413,
    type: 'invalid_request_error',
    retryable: false,
    meaning: 'The body is over the size limit of the gateway.',
  },
  RateLimitError: {
    status: 429,
    type: 'rate_limit_error',
    retryable: true,
    meaning: 'A rate limit is reached; wait for `retry-after` seconds.',
  },
  BudgetExceededError: {
    status: 429,
    type: 'budget_exceeded',
    retryable: false,
    meaning: 'A budget is used up; it will not pass by retrying. An admin can raise it.',
  },
  ClientClosedRequest: {
    status: 499,
    type: 'client_closed_request',
    retryable: false,
    meaning: 'The client left before the answer was complete (seen in logs only).',
  },
  InternalServerError: {
    status: 500,
    type: 'internal_server_error',
    retryable: true,
    meaning: 'The provider, or the gateway itself, failed unexpectedly.',
  },
  APIConnectionError: {
    status: 502,
    type: 'api_connection_error',
    retryable: true,
    meaning: 'The upstream could not be reached.',
  },
  BadGatewayError: {
    status: 502,
    type: 'bad_gateway_error',
    retryable: true,
    meaning: 'The upstream answered with something that is not its protocol.',
  },
  ServiceUnavailableError: {
    status: 503,
    type: 'service_unavailable_error',
    retryable: true,
    meaning: 'The upstream is overloaded or a part the gateway needs is away; try again later.',
  },
  GatewayTimeoutError: {
    status: 504,
    type: 'timeout_error',
    retryable: true,
    meaning: 'The upstream itself reported a time-out.',
  },
  NotImplementedError: {
    status: 501,
    type: 'not_implemented_error',
    retryable: false,
    meaning: 'Known to the gateway, but not built yet.',
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorClass = keyof typeof ERROR_TABLE;

/** Every field of a failure that may reach a client. `message` never holds a secret, a host of an upstream or a stack. */
export interface Failure {
  class: ErrorClass;
  message: string;
  /** Name or path of the offending field (`messages[1].content`). */
  param: string | null;
  /** Overrides the table's status (a provider's own 4xx). */
  status?: number;
  /** Overrides the table's type (`team_model_access_denied` …). */
  type?: string;
  /** Overrides `error.code`, which otherwise is the status as text (`context_length_exceeded`, `content_filter` …). */
  code?: string;
  /** Seconds; sent as `retry-after`. */
  retryAfterSeconds?: number;
}

/** A failure, as the `{"error":{…}}` body that OpenAI clients read. `code` is text, as clients of LiteLLM expect. */
export function toOpenAiError(failure: Failure): {
  error: { message: string; type: string; param: string | null; code: string };
} {
  const kind = ERROR_TABLE[failure.class];
  return {
    error: {
      message: failure.message,
      type: failure.type ?? kind.type,
      param: failure.param,
      code: failure.code ?? String(failure.status ?? kind.status),
    },
  };
}

/** The HTTP status of a failure. */
export function statusOf(failure: Failure): number {
  return failure.status ?? ERROR_TABLE[failure.class].status;
}
