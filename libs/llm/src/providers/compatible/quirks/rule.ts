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
): readonly MemberEdit[] {
  let current: Map<string, string> | null = null;
  for (const rule of rules) {
    for (const { member, text } of editsOf(rule, current ?? members, target)) {
      current ??= new Map(members);
      if (text === null) current.delete(member);
      else current.set(member, text);
    }
  }
  if (current === null) return NO_EDITS;
  const edits: MemberEdit[] = [];
  for (const [member, text] of current) if (members.get(member) !== text) edits.push({ member, text });
  for (const member of members.keys()) if (!current.has(member)) edits.push({ member, text: null });
  return edits;
}

function editsOf(rule: Rule, members: ReadonlyMap<string, string>, target: Target): readonly MemberEdit[] {
  if (rule.kind === 'members') return hasAny(members, rule.members) ? rule.edit(members, target) : NO_EDITS;
  const text = members.get(rule.member);
  if (text === undefined || !holdsAny(text, rule.clues)) return NO_EDITS;
  const items = parse(text);
  if (!Array.isArray(items)) return [];
  const rewritten = JSON.stringify(rule.rewrite(items.filter(isJsonObject)));
  return rewritten === text ? [] : [{ member: rule.member, text: rewritten }];
}

const NO_EDITS: readonly MemberEdit[] = Object.freeze([]);

function hasAny(members: ReadonlyMap<string, string>, names: readonly string[]): boolean {
  for (const name of names) if (members.has(name)) return true;
  return false;
}

function holdsAny(text: string, clues: readonly string[]): boolean {
  for (const clue of clues) if (text.includes(clue)) return true;
  return false;
}

/** A broken list is left alone: the upstream says what is wrong with it. */
function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
