import { type Failure, isJsonObject, type Json, type Usage } from '@tollgate/core';
import {
  chatAbility,
  type ChatAbility,
  type ChatRequest,
  type ChatSurface,
  costOf,
  isCannot,
  isFailure,
  surfaceOf,
  remoteMediaOf,
  type ReplyContext,
  type Target,
  withMediaBytes,
} from '@tollgate/llm';
import { modelToSend } from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson } from '../scan/json-text.js';
import { memberText } from '../scan/members.js';
import { type DecodedRequest } from '../decode/decode-request.js';
import { ruleOf } from '../decode/gateway-members.js';
import { ForwardedMessages } from '../relay/forwarded-messages.js';
import { ForwardedStream } from '../relay/forwarded-stream.js';
import { type StreamRelay } from '../relay/stream-relay.js';
import { TranslatedStream } from '../relay/translated-stream.js';
import { withBetas } from './anthropic-betas.js';
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
  const surface = surfaceOf(decoded.operation);
  const forwardedBody = ability.wire === surface.wire ? forwardBody(call, ability, target, usage) : null;
  const body = forwardedBody ?? encodeBody(call, ability, target, usage);
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return body;
  const context = replyContext(call);
  const forwarded = forwardedBody !== null;
  return {
    kind: 'chat',
    destination: withBetas(destination, call, ability),
    surface,
    body: typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
    ability,
    context,
    forwarded,
    relay: decoded.stream ? streamRelay(surface, ability, context, forwarded) : null,
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
  const wanted = editableOf(ability);
  const members = new Map<string, string>();
  for (const { name, start, end } of decoded.scanned.members)
    if (wanted.has(name)) members.set(name, decoded.text.slice(start, end));
  const changes = ability.edits(members, target);
  if (changes === null) return null;
  for (const { member, text } of changes) edits.set(member, text);
  for (const member of decoded.ownMembers) edits.set(member, null);
  if (decoded.operation === 'messages') edits.set('metadata', userIdOnly(decoded));
  for (const [member, value] of Object.entries(decoded.options.extraBody ?? {}))
    if (isForUpstream(member)) edits.set(member, asciiJson(value));
  if (usage === 'ask') edits.set('stream_options', withUsage(decoded.streamOptions));
  else if (usage === 'never-ask') edits.set('stream_options', null);
  return editBody(decoded.text, decoded.scanned, edits);
}

/** Anthropic takes one member there; what else a client keeps in it is for the gateway. */
function userIdOnly({ text, scanned }: DecodedRequest): string | null {
  const metadata = readJson(memberText(text, scanned, 'metadata') ?? 'null');
  if (!isJsonObject(metadata) || typeof metadata['user_id'] !== 'string') return null;
  return asciiJson({ user_id: metadata['user_id'] });
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
  const surface = surfaceOf(decoded.operation);
  const request = surface.decode(parsed as Json);
  if (isFailure(request)) return request;
  // How Anthropic keeps its own context small; others have theirs, and no answer depends on it.
  if (ability.wire !== 'anthropic-messages') delete request.extra['context_management'];
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
    id: decoded.operation === 'messages' ? `msg_${call.id.replaceAll('-', '')}` : `chatcmpl-${call.id}`,
    created: Math.floor(call.startedAt / 1000),
    model: servedModel(call),
    includeUsage: decoded.includeUsage || settings.alwaysIncludeStreamUsage,
    costOfUsage: settings.includeCostInStreamingUsage && prices ? (usage) => costOf(usage, prices) : null,
    legacyFunctions: decoded.scanned.members.some(({ name }) => name === 'functions'),
  };
}

function streamRelay(
  surface: ChatSurface,
  ability: ChatAbility,
  context: ReplyContext,
  forwarded: boolean,
): StreamRelay {
  if (!forwarded)
    return new TranslatedStream(ability.decodeStream(), surface.encodeStream(context), context.id);
  if (surface.wire === 'anthropic-messages') return new ForwardedMessages(context.model, ability);
  return new ForwardedStream({
    model: context.model,
    showUsage: context.includeUsage,
    ability,
    usageText: (usage) => usageText(usage, surface, context),
    costOfUsage: context.costOfUsage,
  });
}

/** Usage as the client reads it, as JSON text. */
export function usageText(usage: Usage, surface: ChatSurface, context: ReplyContext): string {
  return asciiJson(surface.encodeReply([{ type: 'usage', usage }], context)['usage'] ?? null);
}
