/** What is known of a failed call, besides its message. */
export interface ErrorDetails {
  /** HTTP status that a gateway would answer with: the provider's own, where it gave one. */
  status: number;
  /** `invalid_request_error`, `rate_limit_error` … */
  type: string;
  /** Name or path of the parameter to correct: `messages[1].content`. */
  param: string | null;
  /** `context_length_exceeded`, `content_filter` …, else the status as text. */
  code: string;
  /** Id of the provider: `anthropic`; null when none was found. */
  provider: string | null;
  /** The model that was asked for. */
  model: string | null;
  callId: string | null;
  /** Seconds to wait before another try, where the provider says so. */
  retryAfter: number | null;
}

/** Any call that failed. Its subclasses are named as those of LiteLLM. */
export class TollgateError extends Error implements Readonly<ErrorDetails> {
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly code: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly callId: string | null;
  readonly retryAfter: number | null;

  constructor(message: string, details: Readonly<ErrorDetails>) {
    super(message);
    this.name = new.target.name;
    this.status = details.status;
    this.type = details.type;
    this.param = details.param;
    this.code = details.code;
    this.provider = details.provider;
    this.model = details.model;
    this.callId = details.callId;
    this.retryAfter = details.retryAfter;
  }
}

/** 400: the request is malformed; `param` names what to correct. */
export class BadRequestError extends TollgateError {}
/** 400: the model cannot honour a parameter; leave it out, or set `drop_params`. */
export class UnsupportedParamsError extends BadRequestError {}
/** 400: the prompt is longer than the model accepts. */
export class ContextWindowExceededError extends BadRequestError {}
/** 400: the provider refused the content. */
export class ContentPolicyViolationError extends BadRequestError {}
/** 401: the provider does not accept the key, or there is none. */
export class AuthenticationError extends TollgateError {}
/** 403: the key may not do this. */
export class PermissionDeniedError extends TollgateError {}
/** 404: no such model, or no such thing at the provider. */
export class NotFoundError extends TollgateError {}
/** 408: no answer in time. */
export class TimeoutError extends TollgateError {}
/** 429: a rate limit is reached, or every deployment of a router rests. */
export class RateLimitError extends TollgateError {}
/** 500: the provider failed. */
export class InternalServerError extends TollgateError {}
/** 502: the provider could not be reached. */
export class APIConnectionError extends TollgateError {}
/** 502: the provider answered with something that is not its protocol. */
export class BadGatewayError extends TollgateError {}
/** 503: the provider is overloaded. */
export class ServiceUnavailableError extends TollgateError {}
/** 504: the provider itself reported a time-out. */
export class GatewayTimeoutError extends TollgateError {}
/** 501: the provider does not serve this kind of call. */
export class NotImplementedError extends TollgateError {}
