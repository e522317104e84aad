import { type Json } from '@tollgate/core';
import { type PlainReply } from '../../provider.js';
import { type SchemaFault } from '../../schema-fault.js';

/** Status → google.rpc.Code, by its name. Source: Google API design guide, "Errors". */
const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

const MESSAGES: Readonly<Record<number, string>> = {
  429: 'Resource has been exhausted (e.g. check quota).',
  500: 'An internal error has occurred. Please retry.',
  503: 'The model is overloaded. Please try again later.',
};

/** google.rpc.Status, as it stands in a reply and inside a stream. */
export function errorBody(status: number, message?: string, details: readonly Json[] = []) {
  const code = CODES[status] ?? (status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT');
  const text = message ?? MESSAGES[status] ?? 'The request failed.';
  return {
    error: {
      code: status,
      message: text,
      status: code,
      ...(details.length === 0 ? {} : { details: [...details] }),
    },
  };
}

export function refuse(status: number, message?: string, details: readonly Json[] = []): PlainReply {
  return { kind: 'reply', status, body: errorBody(status, message, details) };
}

/** A body that breaks the schema, in the words of Google's JSON parser. */
export function refuseSchema(fault: SchemaFault): PlainReply {
  const parent = pathText(fault.path.slice(0, -1));
  if (fault.wrong === 'unknown') {
    return refuse(
      400,
      `Invalid JSON payload received. Unknown name "${String(fault.path.at(-1))}"${parent === '' ? '' : ` at '${parent}'`}: Cannot find field.`,
    );
  }
  return refuse(400, `Invalid value at '${pathText(fault.path)}': ${fault.message}`);
}

/** `contents[0].parts[1].text`, with Google's snake case. */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step) =>
      typeof step === 'number'
        ? `[${step}]`
        : `.${step.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
    )
    .join('')
    .replace(/^\./, '');
}
