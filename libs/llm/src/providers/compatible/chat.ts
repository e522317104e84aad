import { type Failure, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type ChatRequest } from '../../chat/chat-request.js';
import { endpointUrl, unconfigured } from '../endpoint.js';
import { readOpenAiError } from '../faults/openai-error.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type Address, type ChatAbility, isFailure, type MemberEdit, type Target } from '../provider.js';
import { SseReplyDecoder } from '../sse-reply.js';
import { requestDefaults } from '../request-defaults.js';
import { applyRules, membersOf, type Rule } from './quirks/rule.js';
import { rulesOf } from './quirks/quirk.js';
import { ChatReplyReader } from './reply.js';
import { encodeRequest } from './request.js';
import { authHeaders } from './authorization.js';
import { baseUrlOf } from './base-url.js';
import { type CompatibleRow, USUAL_QUIRKS } from './rows/row.js';
import { readUsage } from './usage.js';

/** Members an operator may preset in `litellm_params`, so forwarded bodies must show whether the client said its own. */
const PRESETTABLE = [
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'max_completion_tokens',
  'max_tokens',
  'parallel_tool_calls',
  'presence_penalty',
  'reasoning_effort',
  'response_format',
  'seed',
  'service_tier',
  'stop',
  'store',
  'temperature',
  'tool_choice',
  'top_k',
  'top_p',
  'user',
  'verbosity',
];

/** Chat of an OpenAI-compatible provider: one implementation for every row. */
export function compatibleChat(row: CompatibleRow): ChatAbility {
  const quirks = row.quirks ?? USUAL_QUIRKS;
  const rules = rulesOf(quirks);
  const thinkTags = quirks.includes('think-tags');
  const isTranslated = thinkTags || quirks.includes('translated-replies');
  const unsupported = row.unsupported ?? [];
  const editable = [...new Set([...PRESETTABLE, ...membersOf(rules), ...unsupported])];
  const manners: Manners = {
    rules,
    unsupported,
    editable,
    baseUrlParams: Object.keys(row.baseUrlParams ?? {}),
    presets: new WeakMap(),
  };
  return Object.freeze({
    wire: 'openai-chat',
    usageInStream: quirks.includes('no-stream-options') ? 'always' : 'on-request',
    editable,
    address: (target) => address(row, target),
    edits: isTranslated ? () => null : (members, target) => edits(manners, members, target),
    encode: (request, target) => encode(manners, request, target),
    decodeReply: (body) => decodeReply(body, new ChatReplyReader(thinkTags)),
    decodeStream: () => new SseReplyDecoder(new ChatReplyReader(thinkTags), '[DONE]'),
    readUsage,
    readError: readOpenAiError,
  } satisfies ChatAbility);
}

function address(row: CompatibleRow, target: Target): Address | Failure {
  const base = baseUrlOf(row, target);
  if (typeof base !== 'string') return base;
  const auth = row.auth ?? 'bearer';
  if (target.apiKey === null && auth !== 'optional') return unconfigured(`${row.label} needs an api_key.`);
  const url = endpointUrl(base, row.path ?? '/chat/completions');
  if (url === null) return unconfigured(`The api_base of ${row.label} is not an http(s) URL.`);
  const headers = target.apiKey === null ? [] : authHeaders(auth, target.apiKey);
  if (target.organization !== null) headers.push('openai-organization', target.organization);
  for (const [name, value] of Object.entries(target.headers)) headers.push(name.toLowerCase(), value);
  return { url, headers };
}

interface Manners {
  readonly rules: readonly Rule[];
  readonly unsupported: readonly string[];
  readonly editable: readonly string[];
  /** Parameters of the deployment that are part of its address, so none of the body's. */
  readonly baseUrlParams: readonly string[];
  /** What the operator presets for the body: the same for every call of a deployment. */
  readonly presets: WeakMap<Target, readonly [string, Json][]>;
}

function presetsOf({ baseUrlParams, presets }: Manners, target: Target): readonly [string, Json][] {
  let known = presets.get(target);
  if (!known) {
    known = requestDefaults(target).filter(([member]) => !baseUrlParams.includes(member));
    presets.set(target, known);
  }
  return known;
}

function edits(
  manners: Manners,
  members: ReadonlyMap<string, string>,
  target: Target,
): readonly MemberEdit[] | null {
  const { rules, unsupported, editable } = manners;
  const presets = presetsOf(manners, target);
  if (presets.length === 0 && !target.dropParams) return applyRules(rules, members, target);
  const defaults = presets.filter(([member]) => !isSaid(member, members));
  // Whether the client said it cannot be seen here: rebuild the body instead.
  if (defaults.some(([member]) => !editable.includes(member))) return null;
  const dropped = target.dropParams ? unsupported.filter((member) => members.has(member)) : [];
  if (defaults.length === 0 && dropped.length === 0) return applyRules(rules, members, target);
  const changed = new Map(members);
  for (const [member, value] of defaults) changed.set(member, asciiText(value));
  for (const member of dropped) changed.delete(member);
  for (const edit of applyRules(rules, changed, target)) {
    if (edit.text === null) changed.delete(edit.member);
    else changed.set(edit.member, edit.text);
  }
  return difference(members, changed);
}

/** A preset bound counts as said when the client gave it under its other name. */
function isSaid(member: string, members: { has(member: string): boolean }): boolean {
  if (member === 'max_tokens' || member === 'max_completion_tokens') {
    return members.has('max_tokens') || members.has('max_completion_tokens');
  }
  return members.has(member);
}

/** JSON text in ASCII: the body it is put into may be in any encoding that has ASCII in it. */
function asciiText(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): MemberEdit[] {
  const edits: MemberEdit[] = [];
  for (const [member, text] of after) if (before.get(member) !== text) edits.push({ member, text });
  for (const member of before.keys()) if (!after.has(member)) edits.push({ member, text: null });
  return edits;
}

function encode(manners: Manners, request: ChatRequest, target: Target): JsonObject | Failure {
  const { rules, unsupported } = manners;
  const body = encodeRequest(request);
  if (isFailure(body)) return body;
  for (const [member, value] of presetsOf(manners, target)) {
    if (!isSaid(member, { has: (name) => body[name] !== undefined })) body[member] = value;
  }
  const foreign = unsupported.filter((member) => body[member] !== undefined);
  const refused = foreign.filter((member) => JSON.stringify(body[member]) !== DEFAULTS[member]);
  if (refused.length > 0 && !target.dropParams)
    return unsupportedParams(request.legacyFunctions === true ? refused.map(legacyName) : refused);
  for (const member of foreign) delete body[member];
  const members = new Map<string, string>();
  for (const member of membersOf(rules)) {
    const value = body[member];
    if (value !== undefined) members.set(member, JSON.stringify(value));
  }
  for (const { member, text } of applyRules(rules, members, target)) {
    if (text === null) delete body[member];
    else body[member] = JSON.parse(text) as Json;
  }
  return body;
}

/** JSON text of values that ask for nothing: leaving them out changes no answer. Source: OpenAI API reference. */
const DEFAULTS: Readonly<Record<string, string>> = {
  frequency_penalty: '0',
  logit_bias: '{}',
  logprobs: 'false',
  modalities: '["text"]',
  parallel_tool_calls: 'true',
  presence_penalty: '0',
  service_tier: '"auto"',
  store: 'false',
  top_logprobs: '0',
};

/** What a client of the deprecated functions calls a member. */
function legacyName(member: string): string {
  if (member === 'tools') return 'functions';
  return member === 'tool_choice' ? 'function_call' : member;
}

function unsupportedParams(refused: readonly string[]): Failure {
  return {
    class: 'UnsupportedParamsError',
    message: `The model does not support: ${refused.join(', ')}. Leave them out, or set drop_params.`,
    param: refused[0] ?? null,
  };
}

function decodeReply(body: Json, reader: ChatReplyReader): ChatEvent[] {
  if (!isJsonObject(body)) {
    return [
      {
        type: 'error',
        fault: protocolFault('The upstream answered with something that is not a chat completion.'),
      },
    ];
  }
  const events = reader.read(body);
  if (reader.failed) return events;
  if (!Array.isArray(body['choices'])) {
    return [{ type: 'error', fault: protocolFault('The upstream answered without choices.') }];
  }
  return [...events, ...reader.close(), { type: 'message-end' }];
}
