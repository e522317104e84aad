import { type IncomingHttpHeaders } from 'node:http';
import { type Failure } from '@tollgate/core';
import { type Operation } from '@tollgate/llm';
import { asciiJson, readJson } from '../scan/json-text.js';
import { decodeRequest, type DecodedRequest } from './decode-request.js';
import { type Form, parseForm } from './form.js';
import { ruleOf } from './gateway-members.js';

/** Operations that come as forms, and the files they cannot be without. */
const FILES: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  transcriptions: ['file'],
  translations: ['file'],
  'image-edits': ['image', 'image[]'],
  'image-variations': ['image'],
};

export function isForm(operation: Operation): boolean {
  return FILES[operation] !== undefined;
}

/** Fields longer than this are no parameters. */
const LONGEST_FIELD = 256 * 1024;

/** Reads what the gateway needs of a form: its plain fields as if they were the members of a JSON body. */
export function decodeForm(
  operation: Operation,
  text: string,
  pathModel: string | null,
  headers: IncomingHttpHeaders,
): DecodedRequest | Failure {
  const form = parseForm(text, headers['content-type']);
  if ('class' in form) return form;
  const wanted = FILES[operation] ?? [];
  const [file = 'file'] = wanted;
  const files = form.parts.filter(({ name, filename }) => filename !== null && wanted.includes(name));
  if (files.length === 0) return refusal(file, `Missing required parameter: '${file}'.`);
  if (files.some(({ start, end }) => start === end)) return refusal(file, `'${file}' is empty.`);
  const fields = fieldsOf(form);
  if ('class' in fields) return fields;
  const decoded = decodeRequest(operation, asciiJson(Object.fromEntries(fields.members)), pathModel, headers);
  if ('class' in decoded) return decoded;
  if (decoded.forFallbacks) return refusal('fallbacks', 'Fallbacks of a form are names of models.');
  return { ...decoded, form };
}

function fieldsOf(form: Form): { readonly members: readonly [string, unknown][] } | Failure {
  const members = new Map<string, unknown>();
  for (const { name, filename, start, end } of form.parts) {
    if (filename !== null) continue;
    const field = Buffer.from(name, 'latin1').toString('utf8');
    if (end - start > LONGEST_FIELD) return refusal(field.slice(0, 64), 'A field of the form is too long.');
    // Which of two would count is for nobody to guess.
    if (field === 'model' && members.has(field)) return refusal('model', "'model' stands twice in the form.");
    members.set(field, valueOf(field, form.text.slice(start, end)));
  }
  return { members: [...members] };
}

/** Forms know texts only; what the gateway itself reads is JSON where it looks like it. */
function valueOf(field: string, bytes: string): unknown {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  if (field !== 'n' && field !== 'stream' && ruleOf(field) === null) return text;
  const parsed = readJson(bytes);
  return parsed === undefined ? text : parsed;
}

function refusal(param: string, message: string): Failure {
  return { class: 'BadRequestError', message, param };
}
