import { type MemberRule } from './rule.js';

/** Servers that refuse `stream_options`; their streams end with usage unasked. */
export const noStreamOptions: MemberRule = {
  kind: 'members',
  members: ['stream_options'],
  edit: () => [{ member: 'stream_options', text: null }],
};
