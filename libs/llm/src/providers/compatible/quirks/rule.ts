import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type MemberEdit, type Target } from '../../provider.js';

/** A change to top-level members of a body, decided from their JSON text alone. */
export interface MemberRule {
  readonly kind: 'members';
  readonly members: readonly string[];
  edit(members: ReadonlyMap<string, string>, target: Target): readonly MemberEdit[];
}

/** A change inside `messages` or `tools`; they are parsed only when one of the clues occurs in their text. */
export interface ListRule {
  readonly kind: 'list';
  readonly member: 'messages' | 'tools';
  readonly clues: readonly string[];
  rewrite(items: readonly JsonObject[]): JsonObject[];
}

export type Rule = MemberRule | ListRule;

/** Names of the members that rules want to see. */
export function membersOf(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap((rule) => (rule.kind === 'list' ? [rule.member] : rule.members)))];
}

/**
 * Applies rules one after another, each to what the one before left, and returns what differs in the end. Everything
 * that no rule touches keeps its bytes.
 */
export function applyRules(
  rules: readonly Rule[],
  members: ReadonlyMap<string, string>,
  target: Target,
): MemberEdit[] {
  let current: Map<string, string> | null = null;
  for (const rule of rules) {
    for (const { member, text } of editsOf(rule, current ?? members, target)) {
      current ??= new Map(members);
      if (text === null) current.delete(member);
      else current.set(member, text);
    }
  }
  if (current === null) return [];
  const edits: MemberEdit[] = [];
  for (const [member, text] of current) if (members.get(member) !== text) edits.push({ member, text });
  for (const member of members.keys()) if (!current.has(member)) edits.push({ member, text: null });
  return edits;
}

function editsOf(rule: Rule, members: ReadonlyMap<string, string>, target: Target): readonly MemberEdit[] {
  if (rule.kind === 'members')
    return rule.members.some((name) => members.has(name)) ? rule.edit(members, target) : [];
  const text = members.get(rule.member);
  if (text === undefined || !rule.clues.some((clue) => text.includes(clue))) return [];
  const items = parse(text);
  if (!Array.isArray(items)) return [];
  const rewritten = JSON.stringify(rule.rewrite(items.filter(isJsonObject)));
  return rewritten === text ? [] : [{ member: rule.member, text: rewritten }];
}

/** A broken list is left alone: the upstream says what is wrong with it. */
function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
