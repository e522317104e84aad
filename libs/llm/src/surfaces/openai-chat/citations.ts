import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/** Where a source goes: OpenAI's annotations when it is one, else `provider_specific_fields.citations`, verbatim. */
export function isAnnotation(citation: Json): citation is JsonObject {
  return isJsonObject(citation) && citation['type'] === 'url_citation';
}
