import { isJsonObject } from '@tollgate/core';
import { type ListRule } from './rule.js';

/** Servers that refuse `strict` on a function. */
export const noStrictTools: ListRule = {
  kind: 'list',
  member: 'tools',
  clues: ['"strict"'],
  rewrite: (tools) =>
    tools.map((tool) => {
      if (!isJsonObject(tool['function'])) return tool;
      const { strict: _, ...rest } = tool['function'];
      return { ...tool, function: rest };
    }),
};
