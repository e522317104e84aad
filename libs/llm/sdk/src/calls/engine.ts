import { randomUUID } from 'node:crypto';
import { isJsonObject, type SpendEvent } from '@tollgate/core';
import { type AnswerHead, createDirectCalls, DirectAnswer, type DirectCalls } from '@tollgate/gateway';
import { errorOfAnswer, errorOfFailure, type Whereabouts } from '../errors/error-of-failure.js';
import { type TollgateError } from '../errors/errors.js';
import { answerText } from './answer-text.js';
import { notify } from './call-listeners.js';
import { type CallOptions, type Params } from './call-params.js';
import { type CallRecord } from './call-record.js';
import { type Caller, type CallKind, type FormFile, type OpenCall } from './caller.js';
import { recordOf } from './record-of-event.js';
import { type Serving } from './serving.js';
import { formRequest, jsonRequest } from './written-request.js';

/** Carries calls out by the gateway's own data plane, in this process. */
export class Engine implements Caller {
  readonly #calls: DirectCalls;
  /** `metadata` of calls on their way. */
  readonly #metadata = new Map<string, CallRecord['metadata']>();
  readonly #records = new WeakMap<SpendEvent, CallRecord>();

  constructor(private readonly serving: Serving) {
    this.#calls = createDirectCalls({ record: (event) => this.#settled(event), log: LOG });
  }

  async open(
    kind: CallKind,
    given: Params,
    options: CallOptions = {},
    files: readonly FormFile[] = [],
  ): Promise<OpenCall> {
    options.signal?.throwIfAborted();
    const { settings, body } = this.serving(given);
    const callId = randomUUID();
    const request = files.length === 0 ? jsonRequest(body) : await formRequest(body, files);
    const { metadata } = given;
    this.#metadata.set(callId, isJsonObject(metadata) ? metadata : {});
    const headers = { ...request.headers, 'x-litellm-call-id': callId };
    const answer = this.#calls.call({ operation: kind, body: request.body, headers, settings });
    const where = { provider: null, model: String(given['model']), callId };
    if (!(answer instanceof DirectAnswer)) {
      this.#metadata.delete(callId);
      throw errorOfFailure(answer, where);
    }
    return this.#opened(answer, where, options.signal);
  }

  close(): Promise<void> {
    return this.#calls.close();
  }

  async #opened(
    answer: DirectAnswer,
    where: Whereabouts,
    signal: AbortSignal | undefined,
  ): Promise<OpenCall> {
    const abort = () => void answer.destroy();
    signal?.addEventListener('abort', abort, { once: true });
    answer.once('close', () => signal?.removeEventListener('abort', abort));
    if (signal?.aborted === true) abort();
    const head = await answer.head;
    if (head === null) {
      signal?.throwIfAborted();
      throw errorOfAnswer(null, 'InternalServerError', 500, null, where);
    }
    const call: OpenCall = {
      answer,
      ...head,
      record: () => (answer.event && this.#records.get(answer.event)) ?? null,
      failure: (body) => failureOf(answer, head, body, where),
    };
    if (head.status >= 300) throw call.failure(parsed(await answerText(answer, signal)));
    return call;
  }

  #settled(event: SpendEvent): void {
    const record = recordOf(event, this.#metadata.get(event.callId) ?? {});
    this.#metadata.delete(event.callId);
    this.#records.set(event, record);
    notify(record);
  }
}

function failureOf(
  { event }: DirectAnswer,
  { status, headers }: AnswerHead,
  body: unknown,
  where: Whereabouts,
): TollgateError {
  const wait = Number(headers.get('retry-after') ?? Number.NaN);
  return errorOfAnswer(
    body,
    event?.errorClass ?? null,
    status < 300 ? (event?.httpStatus ?? 502) : status,
    Number.isFinite(wait) ? wait : null,
    { ...where, provider: event?.provider ?? null },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const LOG = {
  warn: (message: string) => process.emitWarning(message, 'TollgateWarning'),
  error: (message: string, error: unknown) =>
    process.emitWarning(
      `${message} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ),
};
