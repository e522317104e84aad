import { type PlainReply } from '../../provider.js';
import { type SchemaFault, typeName } from '../../schema-fault.js';

export interface OpenAiError {
  status: number;
  message: string;
  type: string;
  param: string | null;
  code: string | null;
}

/** An error as OpenAI sends it. Source: OpenAI API reference, "Errors", and replies recorded from the API. */
export function refuse(error: Partial<OpenAiError> & { message: string }): PlainReply {
  const { status = 400, message, type = 'invalid_request_error', param = null, code = null } = error;
  return { kind: 'reply', status, body: { error: { message, type, param, code } } };
}

/** The body OpenAI sends with a status, when nothing more is known. */
export function errorOfStatus(status: number, message?: string): OpenAiError {
  const known: Record<number, Omit<OpenAiError, 'status' | 'param'>> = {
    401: {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    },
    403: {
      message: 'You are not allowed to use this model.',
      type: 'invalid_request_error',
      code: 'unsupported_country_region_territory',
    },
    404: {
      message: 'The model does not exist or you do not have access to it.',
      type: 'invalid_request_error',
      code: 'model_not_found',
    },
    429: {
      message: 'Rate limit reached for requests per minute. Please try again later.',
      type: 'requests',
      code: 'rate_limit_exceeded',
    },
    503: {
      message: 'The engine is currently overloaded, please try again later',
      type: 'server_error',
      code: null,
    },
  };
  const fallback =
    status >= 500
      ? {
          message: 'The server had an error while processing your request.',
          type: 'server_error',
          code: null,
        }
      : { message: 'The request is invalid.', type: 'invalid_request_error', code: null };
  const found = known[status] ?? fallback;
  return { status, param: null, ...found, message: message ?? found.message };
}

/** `messages[0].content[1].type`, as OpenAI writes paths. */
export function openAiPath(path: SchemaFault['path']): string {
  return path
    .map((step, place) => (typeof step === 'number' ? `[${step}]` : place === 0 ? step : `.${step}`))
    .join('');
}

/** A body that breaks the schema, refused in OpenAI's words. */
export function refuseSchema(fault: SchemaFault): PlainReply {
  const param = openAiPath(fault.path);
  switch (fault.wrong) {
    case 'missing':
      return refuse({
        message: `Missing required parameter: '${param}'.`,
        param,
        code: 'missing_required_parameter',
      });
    case 'unknown':
      return fault.path.length === 1
        ? refuse({ message: `Unrecognized request argument supplied: ${param}` })
        : refuse({ message: `Unknown parameter: '${param}'.`, param, code: 'unknown_parameter' });
    case 'type':
      return refuse({
        message: `Invalid type for '${param}': expected ${fault.expected.join(' or ')}, but got ${typeName(fault.input)} instead.`,
        param,
        code: 'invalid_type',
      });
    case 'value':
      return refuse({
        message: `Invalid value: '${String(fault.input)}'. Supported values are: ${fault.options.map((option) => `'${option}'`).join(', ')}.`,
        param,
        code: 'invalid_value',
      });
    case 'too-small':
    case 'too-big':
      return refuseBound(fault, param);
    case 'pattern':
      return refuse({
        message: `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${fault.pattern}'.`,
        param,
        code: 'invalid_value',
      });
    case 'rule':
      return refuse({ message: fault.message, param });
  }
}

function refuseBound(fault: SchemaFault, param: string): PlainReply {
  const below = fault.wrong === 'too-small';
  if (fault.origin === 'array') {
    const length = Array.isArray(fault.input) ? fault.input.length : 0;
    const message = below
      ? `Invalid '${param}': empty array. Expected an array with minimum length ${fault.bound}, but got an empty array instead.`
      : `Invalid '${param}': array too long. Expected an array with maximum length ${fault.bound}, but got an array with length ${length} instead.`;
    return refuse({ message, param, code: below ? 'empty_array' : 'array_above_max_length' });
  }
  if (fault.origin === 'string') {
    const message = `Invalid '${param}': string too ${below ? 'short' : 'long'}. Expected a string with ${below ? 'minimum' : 'maximum'} length ${fault.bound}.`;
    return refuse({ message, param, code: below ? 'string_below_min_length' : 'string_above_max_length' });
  }
  const kind = fault.origin === 'int' || Number.isInteger(fault.input) ? 'integer' : 'decimal';
  return refuse({
    message: `Invalid '${param}': ${kind} ${below ? 'below minimum' : 'above maximum'} value. Expected a value ${below ? '>=' : '<='} ${fault.bound}, but got ${String(fault.input)} instead.`,
    param,
    code: `${kind}_${below ? 'below_min' : 'above_max'}_value`,
  });
}
