import { type JsonObject } from '@tollgate/core';
import { type PlainReply } from '../../provider.js';
import { type SchemaFault } from '../../schema-fault.js';

/** Types and codes of Mistral's errors by status. Source: docs.mistral.ai, "Error handling", and replies of the API. */
const KNOWN: Readonly<Record<number, { type: string; code: string; message: string }>> = {
  400: { type: 'invalid_request_error', code: '3051', message: 'Invalid request.' },
  429: { type: 'rate_limited', code: '1300', message: 'Rate limit exceeded' },
  503: { type: 'service_unavailable', code: '3505', message: 'Service unavailable.' },
};

const SERVER = { type: 'internal_server_error', code: '3000', message: 'Internal server error' };

export function errorBody(status: number, message?: string): JsonObject {
  if (status === 401) return { message: 'Unauthorized', request_id: 'fake-request' };
  const known = KNOWN[status] ?? (status >= 500 ? SERVER : { ...SERVER, type: 'invalid_request_error' });
  return {
    object: 'error',
    message: message ?? known.message,
    type: known.type,
    param: null,
    code: known.code,
    raw_status_code: status,
  };
}

export function refuse(status: number, message?: string): PlainReply {
  return { kind: 'reply', status, body: errorBody(status, message) };
}

/** A body that breaks the schema: a list of complaints, as Pydantic writes them. */
export function refuseSchema(fault: SchemaFault): PlainReply {
  const [type, msg] = complaint(fault);
  const detail = [{ type, loc: ['body', ...fault.path], msg }];
  const body = {
    object: 'error',
    message: { detail },
    type: 'invalid_request_error',
    param: null,
    code: null,
  };
  return { kind: 'reply', status: 422, body };
}

function complaint(fault: SchemaFault): [string, string] {
  switch (fault.wrong) {
    case 'missing':
      return ['missing', 'Field required'];
    case 'unknown':
      return ['extra_forbidden', 'Extra inputs are not permitted'];
    case 'type':
      return [
        `${fault.expected[0] ?? 'value'}_type`,
        `Input should be a valid ${fault.expected.join(' or ')}`,
      ];
    case 'value':
      return [
        'literal_error',
        `Input should be ${fault.options.map((option) => `'${option}'`).join(' or ')}`,
      ];
    case 'too-small':
      return ['greater_than_equal', `Input should be greater than or equal to ${fault.bound}`];
    case 'too-big':
      return ['less_than_equal', `Input should be less than or equal to ${fault.bound}`];
    case 'pattern':
      return ['string_pattern_mismatch', `String should match pattern '${fault.pattern}'`];
    case 'rule':
      return ['value_error', fault.message];
  }
}
