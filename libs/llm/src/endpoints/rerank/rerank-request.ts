import { type Failure, type Json, type JsonObject, isJsonObject } from '@tollgate/core';
import { BodyReader } from '../../surfaces/body-reader.js';

/** One request of `POST /rerank`. Source: docs.cohere.com, API references v1 and v2, "Rerank". */
export interface RerankRequest {
  readonly query: string;
  readonly documents: readonly RerankDocument[];
  readonly topN: number | null;
  readonly returnDocuments: boolean | null;
  readonly maxTokensPerDoc: number | null;
  /** Members beyond these, for the provider. */
  readonly extra: JsonObject;
}

export interface RerankDocument {
  readonly text: string;
  /** As the client gave it: a text, or an object with one. */
  readonly given: Json;
}

/** Cohere's bound. */
const MOST_DOCUMENTS = 10_000;
const OWN_MEMBERS = new Set([
  'model',
  'query',
  'documents',
  'top_n',
  'return_documents',
  'max_tokens_per_doc',
  'max_chunks_per_doc',
  'rank_fields',
]);

/** @returns a Failure whose `param` names the member to correct. */
export function decodeRerankRequest(body: JsonObject): RerankRequest | Failure {
  const reader = new BodyReader();
  const documents = reader.array(body['documents'], 'documents');
  if (documents.length === 0 || documents.length > MOST_DOCUMENTS)
    reader.refuse('documents', `must hold 1 to ${MOST_DOCUMENTS} items`);
  const fields = reader
    .optionalArray(body['rank_fields'], 'rank_fields')
    .map((field, i) => reader.string(field, `rank_fields[${i}]`));
  const request: RerankRequest = {
    query: reader.string(body['query'], 'query'),
    documents: documents.map((given, i) => ({ given, text: textOf(given, fields, i, reader) })),
    topN: reader.optionalInteger(body['top_n'], 'top_n', 1),
    returnDocuments: reader.optionalBoolean(body['return_documents'], 'return_documents'),
    maxTokensPerDoc: reader.optionalInteger(body['max_tokens_per_doc'], 'max_tokens_per_doc', 1),
    extra: Object.fromEntries(Object.entries(body).filter(([member]) => !OWN_MEMBERS.has(member))),
  };
  return reader.failure ?? request;
}

/** The text a document is ranked by: itself, its `text`, or the fields that `rank_fields` names, a line each. */
function textOf(given: Json, fields: readonly string[], index: number, reader: BodyReader): string {
  if (!isJsonObject(given)) return reader.string(given, `documents[${index}]`);
  if (fields.length === 0) return reader.string(given['text'], `documents[${index}].text`);
  return fields
    .map((field) => `${field}: ${reader.string(given[field], `documents[${index}].${field}`)}`)
    .join('\n');
}
