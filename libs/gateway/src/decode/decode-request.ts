import { type IncomingHttpHeaders } from 'node:http';
import { type Failure } from '@tollgate/core';
import { type EndpointOperation, isChat, type Operation } from '@tollgate/llm';
import {
  type ScanFault,
  type ScannedObject,
  isScanFault,
  scanObject,
  DEEPEST_NESTING,
  MOST_MEMBERS,
} from '../scan/members.js';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson, readString } from '../scan/json-text.js';
import { type CallOptions, NO_OPTIONS, readOptions, refuseAddresses, wrong } from './call-options.js';
import { type Form } from './form.js';
import { ruleOf } from './gateway-members.js';
import { cleanText } from './clean-text.js';

/** A request as far as the gateway itself must understand it; the rest stays text. */
export interface DecodedRequest {
  readonly operation: Operation;
  /** The body, one character a byte. */
  readonly text: string;
  readonly scanned: ScannedObject;
  readonly askedModel: string;
  readonly stream: boolean;
  /** JSON text of `stream_options`, null when the client sent none. */
  readonly streamOptions: string | null;
  /** Did the client ask for the usage chunk? */
  readonly includeUsage: boolean;
  /** `max_completion_tokens` or `max_tokens`; null when not said. */
  readonly maxOutputTokens: number | null;
  readonly choices: number;
  /** Members that are the gateway's and are not forwarded. */
  readonly ownMembers: readonly string[];
  readonly options: CallOptions;
  /** The body is a form; `text` and `scanned` are then its plain fields, written as JSON. */
  readonly form?: Form;
  /** The request as it is sent to fallbacks that the client names with members of their own, by their names. */
  readonly forFallbacks?: ReadonlyMap<string, DecodedRequest>;
}

export const LONGEST_MODEL_NAME = 256;

type Kind = 'a string' | 'a list';
const OPENINGS: Readonly<Record<Kind, string>> = { 'a string': '"', 'a list': '[' };
type Needed = readonly { readonly member: string; readonly kinds: readonly Kind[] }[];
const TEXT_OR_LIST = ['a string', 'a list'] as const;

/** Members a request must have besides its model; what they hold the provider's side checks. */
const NEEDED: Readonly<Record<EndpointOperation, Needed>> = {
  embeddings: [{ member: 'input', kinds: TEXT_OR_LIST }],
  completions: [{ member: 'prompt', kinds: TEXT_OR_LIST }],
  moderations: [{ member: 'input', kinds: TEXT_OR_LIST }],
  rerank: [
    { member: 'query', kinds: ['a string'] },
    { member: 'documents', kinds: ['a list'] },
  ],
  images: [{ member: 'prompt', kinds: ['a string'] }],
  'image-edits': [{ member: 'prompt', kinds: ['a string'] }],
  'image-variations': [],
  translations: [],
  transcriptions: [],
  speech: [{ member: 'input', kinds: ['a string'] }],
};

/** Of operations whose model OpenAI lets clients leave out. Source: API reference, "Create moderation". */
const DEFAULT_MODELS: Readonly<Partial<Record<Operation, string>>> = {
  moderations: 'omni-moderation-latest',
};

/** What nobody streams. */
const UNSTREAMED: ReadonlySet<Operation> = new Set(['image-variations', 'translations']);

/** What clients get as server-sent events when they ask for a stream. */
const STREAMED: ReadonlySet<Operation> = new Set([
  'chat',
  'messages',
  'completions',
  'images',
  'image-edits',
  'transcriptions',
]);

const OPTION_HEADER = /^x-litellm-(?!call-id|api-key)/;

/**
 * Reads what the gateway needs of a body without parsing it whole.
 * @param pathModel the model named by the path, which wins over the body's.
 * @returns a Failure whose `param` names the member to correct.
 */
export function decodeRequest(
  operation: Operation,
  text: string,
  pathModel: string | null,
  headers: IncomingHttpHeaders,
): DecodedRequest | Failure {
  if (text.includes('\0'))
    return { class: 'BadRequestError', message: 'The body holds a NUL character.', param: 'body' };
  const scanned = scanObject(text);
  if (isScanFault(scanned)) return scanFailure(scanned, text);
  const fields = new Fields(operation, text, scanned);
  const model = pathModel ?? fields.modelName();
  if (typeof model !== 'string') return model;
  if (model === '' || model.length > LONGEST_MODEL_NAME || /[\x00-\x1f]/.test(model))
    return wrong('model', `the name of a model, at most ${LONGEST_MODEL_NAME} characters long`);
  const failure =
    fields.checkContent() ?? fields.readStream() ?? fields.readCounts() ?? fields.readOwn(headers);
  if (failure) return failure;
  const decoded = fields.decoded(model);
  const { fallbackMembers } = decoded.options;
  return fallbackMembers === null ? decoded : withFallbacks(decoded, fallbackMembers);
}

/** A request that is wrong for a fallback is wrong from the beginning, not only when the fallback is needed. */
function withFallbacks(
  decoded: DecodedRequest,
  members: NonNullable<CallOptions['fallbackMembers']>,
): DecodedRequest | Failure {
  const { operation, text, scanned, askedModel, options } = decoded;
  const forFallbacks = new Map<string, DecodedRequest>();
  for (const [name, changes] of members) {
    const edits = new Map(Object.entries(changes).map(([member, value]) => [member, asciiJson(value)]));
    const changed = decodeRequest(
      operation,
      editBody(text, scanned, edits.set('fallbacks', 'null')),
      askedModel,
      {},
    );
    if ('class' in changed) return { ...changed, param: `fallbacks.${changed.param ?? ''}` };
    forFallbacks.set(name, { ...changed, options });
  }
  return { ...decoded, forFallbacks };
}

/** The members the gateway looks at, found in one pass. */
class Fields {
  readonly #values = new Map<string, string>();
  readonly #own: string[] = [];
  #stream = false;
  #includeUsage = false;
  #maxOutputTokens: number | null = null;
  #choices = 1;
  #options: CallOptions = NO_OPTIONS;

  constructor(
    private readonly operation: Operation,
    private readonly text: string,
    private readonly scanned: ScannedObject,
  ) {
    for (const { name, start, end } of scanned.members) {
      if (isOwn(operation, name)) this.#own.push(name);
      this.#values.set(name, text.slice(start, end));
    }
  }

  modelName(): string | Failure {
    const value = this.#values.get('model');
    if (value === undefined) return DEFAULT_MODELS[this.operation] ?? missing('model');
    return readString(value) ?? wrong('model', 'a string');
  }

  /** What the operation cannot be without. */
  checkContent(): Failure | null {
    if (isChat(this.operation)) return this.#checkMessages();
    for (const { member, kinds } of NEEDED[this.operation]) {
      const value = this.#values.get(member);
      if (value === undefined || value === 'null') return missing(member);
      if (!kinds.some((kind) => value.startsWith(OPENINGS[kind]))) return wrong(member, kinds.join(' or '));
    }
    return null;
  }

  #checkMessages(): Failure | null {
    const value = this.#values.get('messages');
    if (value === undefined) return missing('messages');
    if (value.charCodeAt(0) !== 91) return wrong('messages', 'a list');
    if (this.operation === 'messages' && !this.#values.has('max_tokens')) return missing('max_tokens');
    const first = /\S/.exec(value.slice(1, 64))?.[0];
    if (first === ']') return wrong('messages', 'a list of at least one message');
    return first === '{' || first === undefined ? null : wrong('messages[0]', 'an object');
  }

  readStream(): Failure | null {
    const stream = this.#values.get('stream');
    if (stream !== undefined && !['true', 'false', 'null'].includes(stream))
      return wrong('stream', 'true or false');
    if (stream === 'true' && UNSTREAMED.has(this.operation)) return notStreamed('stream');
    this.#stream = stream === 'true' && STREAMED.has(this.operation);
    const options = this.#values.get('stream_options');
    if (options === undefined || options === 'null') return null;
    const parsed = options.startsWith('{') ? readJson(options) : undefined;
    if (typeof parsed !== 'object' || parsed === null) return wrong('stream_options', 'an object');
    const include: unknown = 'include_usage' in parsed ? parsed.include_usage : null;
    if (include !== null && typeof include !== 'boolean')
      return wrong('stream_options.include_usage', 'true or false');
    this.#includeUsage = include === true;
    return null;
  }

  readCounts(): Failure | null {
    for (const member of ['max_tokens', 'max_completion_tokens', 'n'] as const) {
      const text = this.#values.get(member);
      if (text === undefined || text === 'null') continue;
      if (!/^\d{1,9}(?:\.0+)?$/.test(text) || Number(text) < 1) return wrong(member, 'a whole number from 1');
      if (member === 'n') this.#choices = Number(text);
      else this.#maxOutputTokens = Number(text);
    }
    return this.#choices > 128 ? wrong('n', 'at most 128') : null;
  }

  readOwn(headers: IncomingHttpHeaders): Failure | null {
    for (const member of this.#own) {
      const refusal = ownRefusal(member, this.#values.get(member) ?? 'null');
      if (refusal) return refusal;
    }
    const says = this.#values.has('user') || this.#values.has('metadata');
    if (this.#own.length === 0 && !says && !saysOptions(headers)) return null;
    const values = new Map<string, unknown>();
    for (const member of [...this.#own, 'user', 'metadata', 'safety_identifier']) {
      const text = this.#values.get(member);
      if (text === undefined) continue;
      const value = readJson(text);
      if (value === undefined) return malformed(member);
      values.set(member, value);
    }
    const hidden = refuseAddresses(values);
    if (hidden) return hidden;
    const options = readOptions(values, headers);
    if ('class' in options) return options;
    this.#options = options;
    return null;
  }

  decoded(askedModel: string): DecodedRequest {
    const streamOptions = this.#values.get('stream_options');
    return {
      operation: this.operation,
      text: this.text,
      scanned: this.scanned,
      askedModel,
      stream: this.#stream,
      streamOptions: streamOptions === 'null' ? null : (streamOptions ?? null),
      includeUsage: this.#includeUsage,
      maxOutputTokens: this.#maxOutputTokens,
      choices: this.#choices,
      ownMembers: this.#own,
      options: this.#options,
    };
  }
}

/** Is a member the gateway's? Anthropic's `metadata` goes upstream, as far as it names the user. */
function isOwn(operation: Operation, member: string): boolean {
  return ruleOf(member) !== null && !(operation === 'messages' && member === 'metadata');
}

function ownRefusal(member: string, value: string): Failure | null {
  switch (ruleOf(member)) {
    case 'forbidden':
      return {
        class: 'BadRequestError',
        message: `${member} is not allowed in request body.`,
        param: member,
      };
    case 'unbuilt':
      if (['null', 'false', '[]', '{}'].includes(value)) return null;
      return { class: 'UnsupportedParamsError', message: `'${member}' is not supported yet.`, param: member };
    default:
      return null;
  }
}

function notStreamed(param: string): Failure {
  return {
    class: 'UnsupportedParamsError',
    message: 'This is never streamed.',
    param,
  };
}

function saysOptions(headers: IncomingHttpHeaders): boolean {
  for (const name in headers) if (OPTION_HEADER.test(name)) return true;
  return false;
}

function scanFailure({ fault, at }: ScanFault, text: string): Failure {
  const message = {
    'not-an-object': text === '' ? 'The request has no body.' : 'The body must be a JSON object.',
    malformed: `The body is not valid JSON (near byte ${at}).`,
    'too-deep': `The body is nested deeper than ${DEEPEST_NESTING} levels.`,
    'too-many-members': `The body has more than ${MOST_MEMBERS} members.`,
  }[fault];
  return { class: 'BadRequestError', message, param: 'body' };
}

function malformed(member: string): Failure {
  return {
    class: 'BadRequestError',
    message: `'${cleanText(member, 64)}' is not valid JSON.`,
    param: cleanText(member, 64),
  };
}

function missing(member: string): Failure {
  return { class: 'BadRequestError', message: `Missing required parameter: '${member}'.`, param: member };
}
