import { type Failure, type Json } from '@tollgate/core';
import { readOpenAiError } from '../../providers/faults/openai-error.js';
import { Problems } from '../../providers/problems.js';
import { type MemberEdit, type Target } from '../../providers/provider.js';
import { requestDefaults } from '../../providers/request-defaults.js';
import { type ForwardedEndpoint } from '../endpoint-ability.js';
import { readEndpointUsage } from '../usage.js';

/** How members differ from OpenAI's. */
export interface MemberNames {
  readonly renamed: Readonly<Record<string, string>>;
  /** Left out without a word, because nothing is lost by it. */
  readonly dropped: readonly string[];
  /** Refused by name, or dropped with `drop_params`. */
  readonly unsupported: readonly string[];
  /** `input` must be texts, no lists of tokens. */
  readonly textsOnly: boolean;
}

const SAME_NAMES: MemberNames = { renamed: {}, dropped: [], unsupported: [], textsOnly: false };

export interface ForwardedManners {
  readonly label: string;
  readonly address: ForwardedEndpoint['address'];
  readonly readError?: ForwardedEndpoint['readError'];
  readonly names?: MemberNames;
  /** Parameters of the deployment that are part of its address, so none of the body's. */
  readonly baseUrlParams?: readonly string[];
  readonly free?: boolean;
}

/** An endpoint whose bodies are forwarded as they are, with the operator's presets and the provider's own names. */
export function forwardedEndpoint({
  label,
  address,
  readError = readOpenAiError,
  names = SAME_NAMES,
  baseUrlParams = [],
  free = false,
}: ForwardedManners): ForwardedEndpoint {
  return Object.freeze({
    kind: 'forwarded',
    address,
    readError,
    readUsage: readEndpointUsage,
    free,
    edits(members, target) {
      const presets = requestDefaults(target).filter(([member]) => !baseUrlParams.includes(member));
      return edits(label, names, presets, members, target);
    },
  } satisfies ForwardedEndpoint);
}

function edits(
  label: string,
  { renamed, dropped, unsupported, textsOnly }: MemberNames,
  presets: readonly [string, Json][],
  members: ReadonlyMap<string, string>,
  target: Target,
): readonly MemberEdit[] | Failure {
  const problems = new Problems(label, target.dropParams);
  if (textsOnly && isTokens(members.get('input')))
    problems.untranslatable('input', 'lists of tokens, only texts');
  const said = new Map(members);
  for (const [member, value] of presets) if (!said.has(member)) said.set(member, asciiText(value));
  const wanted = new Map<string, string | null>();
  for (const [member, text] of said) {
    const name = renamed[member];
    if (unsupported.includes(member)) problems.unsupported(member);
    if (unsupported.includes(member) || dropped.includes(member)) wanted.set(member, null);
    else if (name !== undefined) wanted.set(member, null).set(name, text);
    else if (!members.has(member)) wanted.set(member, text);
  }
  return problems.failure ?? [...wanted].map(([member, text]) => ({ member, text }));
}

/** A list of numbers, or of lists of them. */
function isTokens(input: string | undefined): boolean {
  return input !== undefined && /^\[\s*(?:\[\s*)?\d/.test(input);
}

/** JSON text in ASCII: the body it is put into may be in any encoding that has ASCII in it. */
function asciiText(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
