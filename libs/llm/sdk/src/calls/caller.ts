import { type Readable } from 'node:stream';
import { type TollgateError } from '../errors/errors.js';
import { type CallOptions, type Params } from './call-params.js';
import { type CallRecord } from './call-record.js';

/** What may be asked of a model. */
export type CallKind =
  'chat' | 'embeddings' | 'images' | 'moderations' | 'rerank' | 'speech' | 'transcriptions';

/** A call that its provider has begun to answer. */
export interface OpenCall {
  /** The answer's bytes. Destroying it ends the call at the provider. */
  readonly answer: Readable;
  readonly status: number;
  /** Names are lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Null until the answer has been read to its end. */
  record(): CallRecord | null;
  /** The error that a body tells of, typed as the call's end is known. */
  failure(body: unknown): TollgateError;
}

/** A file of a form. */
export interface FormFile {
  readonly name: string;
  readonly file: Blob;
  readonly filename: string;
}

/** Carries calls out. */
export interface Caller {
  /**
   * @param files make the call a form.
   * @throws TollgateError; the reason of the signal when that ends the call first
   */
  open(kind: CallKind, params: Params, options?: CallOptions, files?: readonly FormFile[]): Promise<OpenCall>;
}
