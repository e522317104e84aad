import { type Failure } from '@tollgate/core';

/** A body of multipart/form-data, taken apart but not copied. Text and offsets are of bytes, one character each. */
export interface Form {
  readonly text: string;
  readonly parts: readonly FormPart[];
}

export interface FormPart {
  readonly name: string;
  /** null: a plain field. */
  readonly filename: string | null;
  readonly contentType: string | null;
  /** Where its content begins and ends (exclusive). */
  readonly start: number;
  readonly end: number;
}

const MOST_PARTS = 256;
const LONGEST_HEAD = 8_192;
const BOUNDARY = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s;",]{1,200}))/i;

/**
 * Takes a form apart. Source: RFC 7578 and RFC 2046 §5.1.
 * @param contentType header of the request.
 * @returns a Failure when it is no form, or not a whole one.
 */
export function parseForm(text: string, contentType: string | undefined): Form | Failure {
  const [, quoted, bare] = BOUNDARY.exec(contentType ?? '') ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined)
    return {
      class: 'BadRequestError',
      message: 'This route takes multipart/form-data with a boundary.',
      param: 'content-type',
    };
  const delimiter = `\r\n--${boundary}`;
  const parts: FormPart[] = [];
  // What stands before the first delimiter is no part; the very first needs no line break.
  let at = text.startsWith(delimiter.slice(2)) ? -2 : text.indexOf(delimiter);
  while (at !== -1 && parts.length <= MOST_PARTS) {
    const after = at + delimiter.length;
    if (text.startsWith('--', after)) return { text, parts };
    const head = text.indexOf('\r\n\r\n', after);
    const next = head < 0 || head - after > LONGEST_HEAD ? -1 : text.indexOf(delimiter, head + 2);
    const part = next < 0 ? null : partOf(text.slice(after, head), head + 4, Math.max(next, head + 4));
    if (part === null) break;
    parts.push(part);
    at = next;
  }
  return { class: 'BadRequestError', message: 'The body is not a complete form.', param: 'body' };
}

const PARAMETER = /;\s*(name|filename)=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/gi;

/** null: it has no name. */
function partOf(head: string, start: number, end: number): FormPart | null {
  const disposition = /\r\ncontent-disposition:\s*form-data([^\r\n]*)/i.exec(head)?.[1];
  if (disposition === undefined) return null;
  const found = new Map<string, string>();
  for (const [, parameter = '', quoted, bare] of disposition.matchAll(PARAMETER))
    found.set(parameter.toLowerCase(), quoted?.replace(/\\(["\\])/g, '$1') ?? bare ?? '');
  const name = found.get('name');
  if (name === undefined || name === '') return null;
  const contentType = /\r\ncontent-type:[ \t]*([^\r\n]*)/i.exec(head)?.[1] ?? null;
  return { name, filename: found.get('filename') ?? null, contentType, start, end };
}

/** A part as it is sent on: its head is written anew, so that every reader sees the same names. */
export function partText(form: Form, part: FormPart): string {
  const content = form.text.slice(part.start, part.end);
  const filename = part.filename === null ? '' : `; filename="${escaped(part.filename)}"`;
  const type = part.contentType === null ? '' : `\r\nContent-Type: ${part.contentType}`;
  return `Content-Disposition: form-data; name="${escaped(part.name)}"${filename}${type}\r\n\r\n${content}`;
}

/** As browsers write names. Source: HTML standard, "Multipart form data". */
function escaped(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
