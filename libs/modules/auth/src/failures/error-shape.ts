import { type Failure, statusOf, toOpenAiError } from '@tollgate/core';

/**
 * The two bodies in which this API reports a failure; clients of LiteLLM parse either, depending on the route.
 * A: `{"error":{message,type,param,code}}` · B: `{"detail":{"error":"…"}}`. Validation has its own shape C.
 */
export type ErrorShape = 'A' | 'B';

/** One complaint about a request's form. `loc` leads to the value: `["body","max_budget"]`. */
export interface ValidationIssue {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** Status and JSON body of a failure. */
export interface FailureReply {
  readonly status: number;
  readonly body: object;
  readonly retryAfterSeconds: number | null;
}

export function replyOf(failure: Failure, shape: ErrorShape): FailureReply {
  const body = shape === 'A' ? toOpenAiError(failure) : { detail: { error: failure.message } };
  return { status: statusOf(failure), body, retryAfterSeconds: failure.retryAfterSeconds ?? null };
}

/** Shape C. */
export function validationReply(issues: readonly ValidationIssue[]): FailureReply {
  return { status: 422, body: { detail: issues }, retryAfterSeconds: null };
}
