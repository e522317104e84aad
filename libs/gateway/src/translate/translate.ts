import { type Failure, type Json, type Usage } from '@tollgate/core';
import {
  chatAbility,
  type ChatAbility,
  type ChatRequest,
  costOf,
  isCannot,
  isFailure,
  openAiChat,
  remoteMediaOf,
  type ReplyContext,
  type Target,
  withMediaBytes,
} from '@tollgate/llm';
import { modelToSend } from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson } from '../scan/json-text.js';
import { ruleOf } from '../decode/gateway-members.js';
import { ForwardedStream } from '../relay/forwarded-stream.js';
import { type StreamRelay } from '../relay/stream-relay.js';
import { TranslatedStream } from '../relay/translated-stream.js';
import { type Destinations, targetFor } from './destinations.js';
import { type ChatUpstreamRequest, type MediaWanted } from './upstream-request.js';

export interface TranslationMemory {
  readonly destinations: Destinations;
  /** Ids of deployments that refuse `stream_options`. */
  readonly withoutStreamOptions: ReadonlySet<string>;
}

/** The client's request as the chosen deployment wants it; same wire: the client's own bytes with a few members changed. */
export function translate(
  call: Call,
  memory: TranslationMemory,
): ChatUpstreamRequest | MediaWanted | Failure {
  const { route, decoded, settings } = call;
  if (!route) throw new Error('A call is translated for a deployment.');
  const deployment = route.current;
  const sentModel = modelToSend(deployment, route.group);
  call.sentModel = sentModel;
  const target = targetFor(
    deployment,
    sentModel,
    settings.dropParams || decoded.options.dropParams,
    decoded.options.apiKey,
  );
  const ability = chatAbility(deployment.provider, target);
  if (isCannot(ability)) return { class: 'NotImplementedError', message: ability.cannot, param: 'model' };
  const destination = memory.destinations.of(ability, target, decoded.stream);
  if ('class' in destination) return destination;
  const usage = usageDemand(call, ability.usageInStream, memory);
  const forwardedBody = ability.wire === 'openai-chat' ? forwardBody(call, ability, target, usage) : null;
  const body = forwardedBody ?? encodeBody(call, ability, target, usage);
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return body;
  const context = replyContext(call);
  const forwarded = forwardedBody !== null;
  return {
    kind: 'chat',
    destination,
    body: typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
    ability,
    context,
    forwarded,
    relay: decoded.stream ? streamRelay(ability, context, forwarded) : null,
    usageAsked: decoded.stream && usage !== 'never-ask',
  };
}

/** How usage comes with a stream: by asking, unasked, or not at all because the upstream refuses to be asked. */
export type UsageDemand = 'ask' | 'as-it-is' | 'never-ask';

/** Every stream is billed, so every upstream is asked for usage, whether its client wants to see it or not. */
export function usageDemand(
  { decoded, deployment }: Call,
  usageInStream: ChatAbility['usageInStream'],
  memory: TranslationMemory,
): UsageDemand {
  if (!decoded.stream) return 'as-it-is';
  if (deployment && memory.withoutStreamOptions.has(deployment.id)) return 'never-ask';
  if (usageInStream === 'always') return 'never-ask';
  return decoded.includeUsage ? 'as-it-is' : 'ask';
}

/** Null when this request has to be rebuilt for the provider. */
function forwardBody(call: Call, ability: ChatAbility, target: Target, usage: UsageDemand): string | null {
  const { decoded } = call;
  const edits = new Map<string, string | null>([['model', asciiJson(target.model)]]);
  if (ability.editable.length > 0) {
    const wanted = editableOf(ability);
    const members = new Map<string, string>();
    for (const { name, start, end } of decoded.scanned.members)
      if (wanted.has(name)) members.set(name, decoded.text.slice(start, end));
    const changes = ability.edits(members, target);
    if (changes === null) return null;
    for (const { member, text } of changes) edits.set(member, text);
  }
  for (const member of decoded.ownMembers) edits.set(member, null);
  for (const [member, value] of Object.entries(decoded.options.extraBody ?? {}))
    if (isForUpstream(member)) edits.set(member, asciiJson(value));
  if (usage === 'ask') edits.set('stream_options', withUsage(decoded.streamOptions));
  else if (usage === 'never-ask') edits.set('stream_options', null);
  return editBody(decoded.text, decoded.scanned, edits);
}

const editableSets = new WeakMap<ChatAbility, ReadonlySet<string>>();

function editableOf(ability: ChatAbility): ReadonlySet<string> {
  let known = editableSets.get(ability);
  if (!known) editableSets.set(ability, (known = new Set(ability.editable)));
  return known;
}

function encodeBody(
  call: Call,
  ability: ChatAbility,
  target: Target,
  usage: UsageDemand,
): Buffer | MediaWanted | Failure {
  const { decoded } = call;
  const parsed = readJson(decoded.text);
  if (parsed === undefined)
    return { class: 'BadRequestError', message: 'The body is not valid JSON.', param: 'body' };
  const request = openAiChat.decode(parsed as Json);
  if (isFailure(request)) return request;
  let { messages } = request;
  if (ability.needsBytes !== undefined) {
    const remote = remoteMediaOf(messages, ability.needsBytes);
    const wantedMedia = remote.filter(({ url }) => !call.media.has(url));
    if (wantedMedia.length > 0) return { kind: 'media-wanted', media: wantedMedia };
    if (remote.length > 0) messages = withMediaBytes(messages, call.media);
  }
  const wanted: ChatRequest = {
    ...request,
    messages,
    model: target.model,
    includeUsage: usage === 'ask' || (usage === 'as-it-is' && request.includeUsage),
  };
  const encoded = ability.encode(wanted, target);
  if (isFailure(encoded)) return encoded;
  const extra = Object.entries(decoded.options.extraBody ?? {}).filter(([member]) => isForUpstream(member));
  return Buffer.from(
    JSON.stringify(extra.length === 0 ? encoded : { ...encoded, ...Object.fromEntries(extra) }),
  );
}

/** What a call was authorized and routed by does not come in by the back door. */
export function isForUpstream(member: string): boolean {
  return ruleOf(member) === null && member !== 'model' && member !== 'stream' && member !== 'stream_options';
}

export function withUsage(streamOptions: string | null): string {
  const options = streamOptions === null ? {} : readJson(streamOptions);
  return asciiJson({ ...(typeof options === 'object' ? options : {}), include_usage: true });
}

/** The model as the reply names it: what was asked for, or the group that stood in for it. */
export function servedModel({ route, decoded }: Call): string {
  return route && route.fallbacks > 0 ? route.group.name : decoded.askedModel;
}

/** What the reply says about itself. */
export function replyContext(call: Call): ReplyContext {
  const { decoded, settings } = call;
  const prices = call.deployment?.prices;
  return {
    id: `chatcmpl-${call.id}`,
    created: Math.floor(call.startedAt / 1000),
    model: servedModel(call),
    includeUsage: decoded.includeUsage || settings.alwaysIncludeStreamUsage,
    costOfUsage: settings.includeCostInStreamingUsage && prices ? (usage) => costOf(usage, prices) : null,
    legacyFunctions: decoded.scanned.members.some(({ name }) => name === 'functions'),
  };
}

function streamRelay(ability: ChatAbility, context: ReplyContext, forwarded: boolean): StreamRelay {
  if (!forwarded)
    return new TranslatedStream(ability.decodeStream(), openAiChat.encodeStream(context), context.id);
  return new ForwardedStream({
    model: context.model,
    showUsage: context.includeUsage,
    ability,
    usageText: (usage) => usageText(usage, context),
    costOfUsage: context.costOfUsage,
  });
}

/** Usage as an OpenAI client reads it, as JSON text. */
export function usageText(usage: Usage, context: ReplyContext): string {
  return asciiJson(openAiChat.encodeReply([{ type: 'usage', usage }], context)['usage'] ?? null);
}
