import { isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { type EndpointContext, type EndpointReply } from '../endpoint-ability.js';

/** One document of a ranking; the best comes first. */
export interface Ranked {
  /** Its place among the documents of the request. */
  readonly index: number;
  readonly score: number;
}

/** The ranking in a provider's list of results; null: it is none. */
export function rankingIn(results: Json | undefined, scoreName: string): readonly Ranked[] | null {
  if (!Array.isArray(results)) return null;
  const ranking = results.map((result) => {
    const index = isJsonObject(result) ? result['index'] : null;
    const score = isJsonObject(result) ? result[scoreName] : null;
    return typeof index === 'number' && typeof score === 'number' ? { index, score } : null;
  });
  return ranking.every((ranked) => ranked !== null) ? ranking : null;
}

/**
 * A reply in Cohere's shape. Documents are put in by us, from the request, where the client wants to see them.
 * @param usage null: the provider has not said.
 */
export function rerankReply(
  ranking: readonly Ranked[],
  usage: Usage | null,
  id: Json | undefined,
  asked: EndpointContext,
): EndpointReply {
  const documents = asked.body['documents'];
  const shown = asked.body['return_documents'] === true && Array.isArray(documents) ? documents : [];
  return {
    usage,
    body: {
      id: typeof id === 'string' ? id : asked.id,
      model: asked.model,
      results: ranking.map(({ index, score }): JsonObject => ({
        index,
        relevance_score: score,
        ...(shown[index] === undefined ? {} : { document: documentOf(shown[index]) }),
      })),
      meta: usage === null ? {} : metaOf(usage),
    },
  };
}

function documentOf(given: Json): Json {
  return typeof given === 'string' ? { text: given } : given;
}

function metaOf(usage: Usage): JsonObject {
  const units = usage.searchUnits ?? 0;
  return {
    billed_units: units > 0 ? { search_units: units } : { total_tokens: usage.inputTokens },
    ...(usage.inputTokens > 0 ? { tokens: { input_tokens: usage.inputTokens } } : {}),
  };
}

/** A call that is charged by the search. */
export function searchUnits(units: number): Usage {
  return { ...NO_USAGE, searchUnits: units };
}
