import { type Failure } from './errors/error-class.js';

/** Outcome of something that may fail in an expected way; what is broken throws instead. */
export type Result<T, F = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** An expected failure. */
export function refuse<F = Failure>(failure: F): { readonly ok: false; readonly failure: F } {
  return { ok: false, failure };
}
