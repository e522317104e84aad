import { type MemberRule } from './rule.js';

/** Servers that refuse `response_format: {"type":"text"}`, which is the default anyway. */
export const noTextFormat: MemberRule = {
  kind: 'members',
  members: ['response_format'],
  edit: (members) =>
    /^\{\s*"type"\s*:\s*"text"\s*\}$/.test(members.get('response_format') ?? '')
      ? [{ member: 'response_format', text: null }]
      : [],
};
