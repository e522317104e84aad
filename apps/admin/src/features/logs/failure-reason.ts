import { type SpendLogRow } from '@tollgate/core';
import { money } from '@tollgate/ui';
import { type LogDetails } from './log-details.js';

/** What held a call back: a scope of the gateway, by kind and id or name. */
export interface RefusingScope {
  kind: 'key' | 'user' | 'team' | 'organization' | 'customer' | 'tag';
  id: string;
}

export interface FailureReason {
  /** In half a sentence: "A budget is used up". */
  title: string;
  /** In whole ones; the API's own words are shown besides. */
  text: string;
  /** Whose limit it was, where it was one. */
  scope: RefusingScope | null;
}

const BUDGET =
  /^Budget has been exceeded! (\w+)=(.+?)(?:, model=(.+?))?: Current cost: ([\d.]+), Max budget: ([\d.]+)/;
const RATE =
  /^Rate limit exceeded for (\w+)=(.+?)(?:, model=(.+?))?\. Limit type: (\w+)\. Current limit: (\d+)/;

/** Limits as the refusal names them. */
const RATE_WORDS: Readonly<Record<string, string>> = {
  requests: 'requests a minute',
  tokens: 'tokens a minute',
  max_parallel_requests: 'requests at a time',
};

/** Why a call failed, said for people; null when it did not. */
export function failureReason(row: SpendLogRow, { error }: LogDetails): FailureReason | null {
  if (error === null) return null;
  const message = error.message ?? '';
  return overBudget(row, message) ?? overRate(row, message) ?? byClass(row, error.class ?? '');
}

function overBudget(row: SpendLogRow, message: string): FailureReason | null {
  const [, level, name, model, spent, budget] = BUDGET.exec(message) ?? [];
  if (level === undefined || name === undefined) return null;
  const scope = scopeOf(row, level, name);
  return {
    title: 'A budget is used up',
    text:
      `The budget of ${wordsOf(level)}${model === undefined ? '' : ` for ${model}`}, ${money(Number(budget))}, has no ` +
      `room for this call: ${money(Number(spent))} is spent or set aside for calls under way. It was refused before ` +
      `anything was sent, and cost nothing.`,
    scope,
  };
}

function overRate(row: SpendLogRow, message: string): FailureReason | null {
  const [, level, name, model, kind, limit] = RATE.exec(message) ?? [];
  if (level === undefined || name === undefined || kind === undefined) return null;
  return {
    title: 'A limit is reached',
    text:
      `At most ${limit} ${RATE_WORDS[kind] ?? kind} for ${wordsOf(level)}${model === undefined ? '' : ` of ${model}`}. ` +
      `The call was refused before anything was sent, and cost nothing.`,
    scope: scopeOf(row, level, name),
  };
}

function byClass(row: SpendLogRow, errorClass: string): FailureReason {
  const key: RefusingScope = { kind: 'key', id: row.api_key };
  const sent = Boolean(row.custom_llm_provider);
  switch (errorClass) {
    case 'ModelAccessDeniedError':
      return {
        title: 'The key may not use this model',
        text: 'Neither its own models nor those of its team and its access groups have it. Nothing was sent.',
        scope: key,
      };
    case 'ExpiredKeyError':
    case 'KeyNotFoundError':
      return { title: 'The key was not accepted', text: 'It has expired, or it is gone.', scope: key };
    case 'RateLimitError':
      return provider(
        'The provider is at its limit',
        'It asks for fewer calls; retries and fallbacks had none to offer.',
      );
    case 'ContextWindowExceededError':
      return provider('The prompt is too long', 'No model that could be asked has room for it.');
    case 'ContentPolicyViolationError':
      return provider('The provider will not answer this', 'Its rules on content refuse the prompt.');
    case 'BadGatewayError':
    case 'InternalServerError':
    case 'ServiceUnavailableError':
    case 'APIConnectionError':
    case 'GatewayTimeoutError':
    case 'RequestTimeoutError':
      return provider(
        'No provider answered',
        'Each attempt below failed or took too long; no fallback was left.',
      );
    default:
      return sent
        ? provider(
            'The provider refused the call',
            'It takes the request for wrong; the same at another one would be, too.',
          )
        : { title: 'The request could not be served', text: 'Nothing was sent to a provider.', scope: null };
  }
}

const provider = (title: string, text: string): FailureReason => ({ title, text, scope: null });

/** Levels as the limits name them: `api_key`, `team`, `model_per_team`, `team_member` … */
const kindOf = (level: string): string => level.replace(/^model_per_/, '');

function wordsOf(level: string): string {
  switch (kindOf(level)) {
    case 'api_key':
    case 'key':
      return 'the key';
    case 'team_member':
      return 'the member in the team';
    case 'end_user':
      return 'the customer';
    default:
      return `the ${kindOf(level).replaceAll('_', ' ')}`;
  }
}

/** A limit's name may be an alias; the row has the ids. */
function scopeOf(row: SpendLogRow, level: string, name: string): RefusingScope | null {
  switch (kindOf(level)) {
    case 'api_key':
    case 'key':
      return { kind: 'key', id: row.api_key };
    case 'user':
      return row.user === '' ? null : { kind: 'user', id: row.user };
    case 'team':
    case 'team_member':
      return row.team_id === null ? null : { kind: 'team', id: row.team_id };
    case 'organization':
      return { kind: 'organization', id: name };
    case 'customer':
    case 'end_user':
      return row.end_user === '' ? null : { kind: 'customer', id: row.end_user };
    case 'tag':
      return { kind: 'tag', id: name };
    default:
      return null;
  }
}
