import { type ErrorClass } from '@tollgate/core';

/** What an error reply says, before it is classified. */
export interface FaultFacts {
  /** HTTP status; null inside a stream or a reply with status 200. */
  readonly status: number | null;
  readonly type: string | null;
  readonly code: string | null;
  /** The provider's own text, unscrubbed. */
  readonly message: string;
}

/** Phrases by which providers say that a prompt is too long. */
const CONTEXT_WINDOW = [
  /maximum context length/i,
  /context[_ ]length[_ ]exceeded/i,
  /context (?:length|window|size)[^.]{0,60}exceed|exceeds?[^.]{0,60}context (?:length|window|size)/i,
  /longer than the model'?s context length/i,
  /input tokens exceed/i,
  /(?:prompt|input) is too long/i,
  /prompt contains too many tokens|too many tokens/i,
  /string too long|string_above_max_length/i,
  /input (?:token count|length)[^.]{0,60}exceeds/i,
  /expected (?:to be at most|maxLength)/i,
  /too large for model with \d+ maximum context/i,
];

const CONTENT_POLICY = [
  /content_policy_violation/i,
  /content[_ -]?filter/i,
  /ResponsibleAIPolicyViolation/i,
  /content management policy/i,
  /flagged as potentially violating|violat\w* (?:our|the) (?:usage|content) polic/i,
  /rejected as a result of our safety system/i,
];

/** Faults of the operator's account, not of the prompt: another deployment may serve. */
const ACCOUNT = [
  /insufficient[_ ](?:quota|balance|credits?|funds)/i,
  /credit balance is too low/i,
  /exceeded your current quota/i,
  /billing[_ ](?:hard_limit_reached|not_active|details)|payment required|account (?:is )?(?:deactivated|suspended|disabled)/i,
];

/** Type words of an error inside a stream, where there is no status; Anthropic's and OpenAI's. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  invalid_api_key: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  model_not_found: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  timeout_error: 504,
  api_error: 500,
  server_error: 500,
  internal_server_error: 500,
  overloaded_error: 529,
};

/**
 * The class of an upstream's error, and whether the account is to blame. Words go before the status: providers use 400
 * for most things. Source: contract/dataplane, "Errors", and the providers' error references.
 */
export function classify(facts: FaultFacts): { class: ErrorClass; accountFault: boolean } {
  const text = `${facts.type ?? ''} ${facts.code ?? ''} ${facts.message}`;
  const status = facts.status ?? statusOfWords(facts);
  if (says(ACCOUNT, text)) return { class: classOfAccount(status), accountFault: true };
  if (status < 500) {
    if (status !== 429 && says(CONTEXT_WINDOW, text))
      return { class: 'ContextWindowExceededError', accountFault: false };
    if (status !== 429 && says(CONTENT_POLICY, text))
      return { class: 'ContentPolicyViolationError', accountFault: false };
    if (facts.code === 'model_not_found') return { class: 'NotFoundError', accountFault: false };
  }
  return { class: classOfStatus(status), accountFault: status === 401 || status === 402 || status === 403 };
}

function says(phrases: readonly RegExp[], text: string): boolean {
  return phrases.some((phrase) => phrase.test(text));
}

/** A numeric code counts as a status: aggregators put it there. */
function statusOfWords(facts: FaultFacts): number {
  const code = Number(facts.code ?? NaN);
  if (Number.isInteger(code) && code >= 400 && code < 600) return code;
  return STATUS_OF_TYPE[facts.type ?? ''] ?? STATUS_OF_TYPE[facts.code ?? ''] ?? wordless(facts.message);
}

function wordless(message: string): number {
  return /^(?:unsupported|invalid|unknown|missing|unrecognized)\b/i.test(message.trim()) ? 400 : 500;
}

function classOfAccount(status: number): ErrorClass {
  return status === 429 ? 'RateLimitError' : 'PermissionDeniedError';
}

function classOfStatus(status: number): ErrorClass {
  switch (status) {
    case 401:
      return 'AuthenticationError';
    case 402:
    case 403:
      return 'PermissionDeniedError';
    case 404:
      return 'NotFoundError';
    case 408:
      return 'Timeout';
    case 429:
      return 'RateLimitError';
    case 502:
      return 'BadGatewayError';
    case 503:
    case 529:
      return 'ServiceUnavailableError';
    case 504:
      return 'GatewayTimeoutError';
    default:
      return status >= 500 ? 'InternalServerError' : 'BadRequestError';
  }
}
