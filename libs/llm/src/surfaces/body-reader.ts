import { type Failure, isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/** Deeper nesting than any real request has; beyond it a body is refused instead of exhausting the stack. */
const MAX_DEPTH = 128;

/**
 * Reads a request body strictly. The first thing that is wrong is remembered with its path and reading goes on with a
 * harmless value, so decoders stay free of error plumbing; they ask for `failure` once, at the end.
 */
export class BodyReader {
  #failure: Failure | null = null;

  get failure(): Failure | null {
    return this.#failure;
  }

  /** Remembers what is wrong at `path`, unless something was wrong before. */
  refuse(path: string, problem: string): void {
    this.#failure ??= { class: 'BadRequestError', message: `${path}: ${problem}`, param: path };
  }

  string(value: Json | undefined, path: string): string {
    if (typeof value === 'string') return value;
    this.refuse(path, value === undefined ? 'is required' : `must be a string, not ${kindOf(value)}`);
    return '';
  }

  /** A name or an id: not empty, bounded, no control characters. */
  identifier(value: Json | undefined, path: string, maxLength = 512): string {
    const text = this.string(value, path);
    if (typeof value !== 'string') return text;
    if (text === '') this.refuse(path, 'must not be empty');
    else if (text.length > maxLength) this.refuse(path, `must be at most ${maxLength} characters`);
    else if (/[\u0000-\u001f\u007f]/.test(text)) this.refuse(path, 'must not hold control characters');
    return text;
  }

  object(value: Json | undefined, path: string): JsonObject {
    if (isJsonObject(value)) return value;
    this.refuse(path, value === undefined ? 'is required' : `must be an object, not ${kindOf(value)}`);
    return {};
  }

  array(value: Json | undefined, path: string): Json[] {
    if (Array.isArray(value)) return value;
    this.refuse(path, value === undefined ? 'is required' : `must be an array, not ${kindOf(value)}`);
    return [];
  }

  oneOf<Choice extends string>(
    value: Json | undefined,
    path: string,
    choices: readonly Choice[],
  ): Choice | null {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.refuse(path, `must be one of ${choices.join(', ')}`);
    return found ?? null;
  }

  optionalString(value: Json | undefined, path: string): string | null {
    return value === undefined || value === null ? null : this.string(value, path);
  }

  optionalBoolean(value: Json | undefined, path: string): boolean | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'boolean') return value;
    this.refuse(path, `must be true or false, not ${kindOf(value)}`);
    return null;
  }

  optionalNumber(value: Json | undefined, path: string): number | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.refuse(path, `must be a number, not ${kindOf(value)}`);
    return null;
  }

  optionalInteger(value: Json | undefined, path: string, min: number): number | null {
    const number = this.optionalNumber(value, path);
    if (number === null || (Number.isSafeInteger(number) && number >= min)) return number;
    this.refuse(path, `must be an integer of at least ${min}`);
    return null;
  }

  optionalObject(value: Json | undefined, path: string): JsonObject | null {
    return value === undefined || value === null ? null : this.object(value, path);
  }

  optionalArray(value: Json | undefined, path: string): Json[] {
    return value === undefined || value === null ? [] : this.array(value, path);
  }
}

/** Is a value nested deeper than any real request? Walks without recursion. */
export function isTooDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    const next: Json[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const child of Object.values(item))
        if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
  return false;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a string' : `a ${typeof value}`;
}
