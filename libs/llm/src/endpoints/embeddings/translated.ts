import { type Failure, type Json, type JsonObject } from '@tollgate/core';
import { protocolFault } from '../../providers/faults/upstream-fault.js';
import { Problems } from '../../providers/problems.js';
import { isFailure, type Target } from '../../providers/provider.js';
import { requestDefaults } from '../../providers/request-defaults.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { decodeEmbeddingRequest, type EmbeddingRequest } from './embedding-request.js';
import { embeddingReply } from './vectors.js';

/** Embeddings of a provider with a body of its own: what sets it apart. */
export interface EmbeddingDialect {
  /** The name a client reads. */
  readonly label: string;
  readonly address: TranslatedEndpoint['address'];
  readonly readError: TranslatedEndpoint['readError'];
  encode(request: TextEmbeddingRequest, target: Target, problems: Problems): JsonObject;
  /** null: it is no such reply. */
  decode(reply: Json, headers: Readonly<Record<string, string>>): Embedded | null;
}

export type TextEmbeddingRequest = Omit<EmbeddingRequest, 'input'> & { readonly texts: readonly string[] };

export interface Embedded {
  readonly vectors: readonly (readonly number[])[];
  /** null: not said. */
  readonly inputTokens: number | null;
}

/** Operator's presets, strict reading, token lists refused, and the encoding the client wants: the same for all. */
export function translatedEmbeddings(dialect: EmbeddingDialect): TranslatedEndpoint {
  return Object.freeze({
    kind: 'translated',
    address: dialect.address,
    readError: dialect.readError,
    encode: (body, target) => encode(dialect, body, target),
    decode(reply, { body, model, headers }) {
      const embedded = dialect.decode(reply, headers);
      if (embedded === null)
        return protocolFault('The upstream answered with something that is no embedding.');
      const format = body['encoding_format'] === 'base64' ? 'base64' : 'float';
      return embeddingReply(embedded.vectors, embedded.inputTokens, model, format);
    },
  } satisfies TranslatedEndpoint);
}

function encode(dialect: EmbeddingDialect, body: JsonObject, target: Target): JsonObject | Failure {
  const request = decodeEmbeddingRequest({ ...Object.fromEntries(requestDefaults(target)), ...body });
  if (isFailure(request)) return request;
  const problems = new Problems(dialect.label, target.dropParams);
  const { input, ...rest } = request;
  if (input.kind === 'tokens') problems.untranslatable('input', 'lists of tokens, only texts');
  const encoded = dialect.encode(
    { ...rest, texts: input.kind === 'texts' ? input.texts : [] },
    target,
    problems,
  );
  return problems.failure ?? encoded;
}
