import * as published from 'gpt-tokenizer/models';

/** What OpenAI publishes of one of its models. */
export interface OpenAiFacts {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly contextWindow: number | null;
  readonly maxOutputTokens: number | null;
  readonly reasons: boolean | null;
}

const BY_NAME = new Map<string, unknown>(Object.entries(published));

/** Null for what is no model of OpenAI's, or one that is not known by that name. */
export function openAiFacts(model: string): OpenAiFacts | null {
  const facts = BY_NAME.get(model);
  if (typeof facts !== 'object' || facts === null || !('modalities' in facts)) return null;
  const { modalities } = facts;
  return {
    input: namesIn(modalities, 'input'),
    output: namesIn(modalities, 'output'),
    contextWindow: numberIn(facts, 'context_window'),
    maxOutputTokens: numberIn(facts, 'max_output_tokens'),
    reasons:
      'reasoning_tokens' in facts && typeof facts.reasoning_tokens === 'boolean'
        ? facts.reasoning_tokens
        : null,
  };
}

function namesIn(value: unknown, member: string): readonly string[] {
  const names: unknown = new Map(Object.entries(value ?? {})).get(member);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function numberIn(facts: object, member: string): number | null {
  const value: unknown = new Map(Object.entries(facts)).get(member);
  return typeof value === 'number' ? value : null;
}
