import { type Target } from '../../provider.js';
import { type MemberRule } from './rule.js';

/** o-series and gpt-5 and later, but not their chat variants, which behave like the models before. */
const REASONING = /^(?:o\d+(?:$|-)|gpt-(?:[5-9]|\d\d)(?![^]*-chat))/;

/** The name that decides a model's family: an alias or deployment name says nothing, its `base_model` does. */
export function isReasoningFamily(target: Target): boolean {
  const base = target.params['base_model'];
  const name = typeof base === 'string' ? base : target.model;
  return REASONING.test(name.slice(name.lastIndexOf('/') + 1));
}

/**
 * OpenAI's reasoning models refuse `max_tokens`: it becomes `max_completion_tokens`, which wins when both are given.
 * Older models take either, so nothing changes for them. Source: OpenAI API reference, "Create chat completion".
 */
export const openAiFamilies: MemberRule = {
  kind: 'members',
  members: ['max_tokens', 'max_completion_tokens'],
  edit(members, target) {
    const text = members.get('max_tokens');
    if (text === undefined || !isReasoningFamily(target)) return [];
    const removed = { member: 'max_tokens', text: null };
    const newer = members.get('max_completion_tokens');
    if (text === 'null' || (newer !== undefined && newer !== 'null')) return [removed];
    return [removed, { member: 'max_completion_tokens', text }];
  },
};
