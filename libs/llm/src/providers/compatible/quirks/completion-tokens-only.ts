import { type MemberRule } from './rule.js';

/** Servers that know only `max_completion_tokens`; it wins when both are given. */
export const completionTokensOnly: MemberRule = {
  kind: 'members',
  members: ['max_tokens', 'max_completion_tokens'],
  edit(members) {
    const text = members.get('max_tokens');
    if (text === undefined) return [];
    const removed = { member: 'max_tokens', text: null };
    const newer = members.get('max_completion_tokens');
    if (text === 'null' || (newer !== undefined && newer !== 'null')) return [removed];
    return [removed, { member: 'max_completion_tokens', text }];
  },
};
