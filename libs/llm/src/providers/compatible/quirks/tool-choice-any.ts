import { type MemberRule } from './rule.js';

/** Mistral's and Fireworks' word for "some tool must be called" is `any`. */
export const toolChoiceAny: MemberRule = {
  kind: 'members',
  members: ['tool_choice'],
  edit: (members) =>
    members.get('tool_choice') === '"required"' ? [{ member: 'tool_choice', text: '"any"' }] : [],
};
