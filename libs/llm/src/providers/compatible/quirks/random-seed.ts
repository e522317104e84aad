import { type MemberRule } from './rule.js';

/** Mistral calls `seed` `random_seed`. */
export const randomSeed: MemberRule = {
  kind: 'members',
  members: ['seed', 'random_seed'],
  edit(members) {
    const text = members.get('seed');
    if (text === undefined) return [];
    return [{ member: 'seed', text: null }, ...(text === 'null' ? [] : [{ member: 'random_seed', text }])];
  },
};
