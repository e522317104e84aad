import { type ListRule } from './rule.js';

/** What only gateways know of a turn (signed blocks, provider fields) never goes to an upstream; reasoning text may. */
export const noForeignReasoning: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"thinking_blocks"', '"provider_specific_fields"'],
  rewrite: (messages) =>
    messages.map((message) => {
      const { thinking_blocks: _blocks, provider_specific_fields: _fields, ...rest } = message;
      return rest;
    }),
};
