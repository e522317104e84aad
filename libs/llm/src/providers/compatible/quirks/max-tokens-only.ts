import { type MemberRule } from './rule.js';

/** Servers that know `max_tokens` but not OpenAI's newer `max_completion_tokens`; with both given, the newer wins. */
export const maxTokensOnly: MemberRule = {
  kind: 'members',
  members: ['max_completion_tokens', 'max_tokens'],
  edit(members) {
    const text = members.get('max_completion_tokens');
    if (text === undefined) return [];
    const removed = { member: 'max_completion_tokens', text: null };
    return text === 'null' ? [removed] : [removed, { member: 'max_tokens', text }];
  },
};
