import { type MemberRule } from './rule.js';

/** A list that offers nothing. */
const NO_TOOLS = /^(?:null|\[\s*\])$/;

/** Choices that ask for nothing when there are no tools. */
const IDLE_CHOICES = new Set(['"auto"', '"none"', 'null']);

/**
 * Many clients say `parallel_tool_calls` and `tool_choice` in every request, also where there are no tools, and upstreams
 * refuse that (B03). Without tools they mean nothing; a choice that demands a call is left to the upstream to refuse.
 */
export const lonelyToolSettings: MemberRule = {
  kind: 'members',
  members: ['tools', 'parallel_tool_calls', 'tool_choice'],
  edit(members) {
    const tools = members.get('tools');
    if (tools !== undefined && !NO_TOOLS.test(tools)) return [];
    const choice = members.get('tool_choice');
    return [
      ...(members.has('parallel_tool_calls') ? [{ member: 'parallel_tool_calls', text: null }] : []),
      ...(choice !== undefined && IDLE_CHOICES.has(choice) ? [{ member: 'tool_choice', text: null }] : []),
    ];
  },
};
