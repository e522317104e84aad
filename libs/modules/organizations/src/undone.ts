import { type Result } from '@tollgate/core';

/** Leaves a transaction so that it is rolled back, with the refusal the caller is to hear. */
export class Undone extends Error {
  constructor(readonly refusal: Extract<Result<never>, { ok: false }>) {
    super(refusal.failure.message);
    this.name = 'Undone';
  }
}

/** Runs work that opens a transaction; what left it by `Undone` becomes the refusal. Other errors go on. */
export async function orRefusal<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Undone) return error.refusal;
    throw error;
  }
}
