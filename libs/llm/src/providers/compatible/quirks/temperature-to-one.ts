import { type MemberRule } from './rule.js';

/** Servers whose temperature ends at 1, where OpenAI's ends at 2: what is above becomes 1, as hot as they go. */
export const temperatureToOne: MemberRule = {
  kind: 'members',
  members: ['temperature'],
  edit: (members) => (Number(members.get('temperature')) > 1 ? [{ member: 'temperature', text: '1' }] : []),
};
