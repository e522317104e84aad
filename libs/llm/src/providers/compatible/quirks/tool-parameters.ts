import { isJsonObject } from '@tollgate/core';
import { type ListRule } from './rule.js';

/** Servers that demand `parameters` of every function; OpenAI lets one without arguments leave them out (B02). */
export const toolParameters: ListRule = {
  kind: 'list',
  member: 'tools',
  clues: ['"function"'],
  rewrite: (tools) =>
    tools.map((tool) => {
      const called = tool['function'];
      if (!isJsonObject(called) || isJsonObject(called['parameters'])) return tool;
      return { ...tool, function: { ...called, parameters: { type: 'object', properties: {} } } };
    }),
};
