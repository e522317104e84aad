import { type JsonObject } from '@tollgate/core';

/**
 * Name of the tool through which a model without structured outputs gives JSON: it is forced to call the tool, and its
 * arguments are the answer. Replies turn a call of it back into text, so no client ever sees it.
 */
export const JSON_TOOL = 'json_tool_call';

export function jsonTool(schema: JsonObject | null): JsonObject {
  return {
    name: JSON_TOOL,
    description: 'Gives the answer as JSON. Call it exactly once, with the whole answer as its input.',
    input_schema:
      schema === null ? { type: 'object', additionalProperties: true } : { ...schema, type: 'object' },
  };
}
