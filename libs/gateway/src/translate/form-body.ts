import { randomBytes } from 'node:crypto';
import { type MemberEdit } from '@tollgate/llm';
import { type Form, partText } from '../decode/form.js';
import { readJson } from '../scan/json-text.js';

export interface FormBody {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/**
 * The client's form with some fields changed, added or removed; files go on as they came. A field that is changed loses
 * every part of its name, so what was authorized is what is sent.
 */
export function formBody(form: Form, edits: readonly MemberEdit[]): FormBody {
  const boundary = `tollgate-${randomBytes(18).toString('base64url')}`;
  const changed = new Set(edits.map(({ member }) => member));
  const pieces: Buffer[] = [];
  for (const part of form.parts) {
    if (changed.has(Buffer.from(part.name, 'latin1').toString('utf8'))) continue;
    pieces.push(Buffer.from(`--${boundary}\r\n${partText(form, part)}\r\n`, 'latin1'));
  }
  for (const { member, text } of edits) {
    if (text === null) continue;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${member.replace(/["\r\n]/g, encodeURIComponent)}"`;
    pieces.push(Buffer.from(`${head}\r\n\r\n${fieldText(text)}\r\n`));
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { bytes: Buffer.concat(pieces), contentType: `multipart/form-data; boundary=${boundary}` };
}

/** JSON text as a field: a string without its quotes, anything else as it is. */
function fieldText(text: string): string {
  const value = readJson(text);
  return typeof value === 'string' ? value : text;
}
