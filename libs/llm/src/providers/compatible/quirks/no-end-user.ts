import { type MemberRule } from './rule.js';

const MEMBERS = ['user', 'safety_identifier', 'store'];

/**
 * Servers that refuse to be told who the end user is, or whether to store the call. Neither changes an answer, so they are
 * left out instead of refused.
 */
export const noEndUser: MemberRule = {
  kind: 'members',
  members: MEMBERS,
  edit: (members) =>
    MEMBERS.filter((member) => members.has(member)).map((member) => ({ member, text: null })),
};
