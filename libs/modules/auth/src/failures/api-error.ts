import { type Failure, type Result } from '@tollgate/core';
import { type ValidationIssue } from './error-shape.js';

/** A failure on its way to the exception filter; its text is fit for clients. */
export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = 'ApiError';
  }
}

/** A request whose form is wrong: 422 in shape C. */
export class InvalidRequest extends Error {
  constructor(readonly issues: readonly ValidationIssue[]) {
    super(issues.map((issue) => `${issue.loc.join('.')}: ${issue.msg}`).join('; '));
    this.name = 'InvalidRequest';
  }
}

/** The value of a use case's result; a refusal becomes the HTTP error of its failure. For controllers. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ApiError(result.failure);
}
