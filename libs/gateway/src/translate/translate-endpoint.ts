import { type Failure, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import {
  type EndpointAbility,
  endpointAbility,
  type ForwardedEndpoint,
  isCannot,
  isChat,
  isFailure,
  type Target,
  type TranslatedEndpoint,
} from '@tollgate/llm';
import { modelToSend } from '@tollgate/routing';
import { type Call } from '../pipeline/call.js';
import { BinaryStream } from '../relay/binary-stream.js';
import { CompletionStream } from '../relay/completion-stream.js';
import { type StreamRelay } from '../relay/stream-relay.js';
import { TypedEventStream } from '../relay/typed-event-stream.js';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson } from '../scan/json-text.js';
import { spokenUsage } from '../settle/estimated-usage.js';
import { type Destination } from '../send/upstream-pools.js';
import { formBody } from './form-body.js';
import { targetFor } from './destinations.js';
import { type EndpointUpstreamRequest } from './upstream-request.js';
import { isForUpstream, servedModel, type TranslationMemory, usageDemand, withUsage } from './translate.js';

/** A request for anything but chat, as the chosen deployment wants it. */
export function translateEndpoint(call: Call, memory: TranslationMemory): EndpointUpstreamRequest | Failure {
  const { route, decoded, settings } = call;
  const { operation, options } = decoded;
  if (!route || isChat(operation)) throw new Error('A call of an endpoint is translated for a deployment.');
  const deployment = route.current;
  if (deployment.mockResponse !== null)
    return { class: 'NotImplementedError', message: 'A mock_response answers chats only.', param: 'model' };
  const sentModel = modelToSend(deployment, route.group);
  call.sentModel = sentModel;
  const drop = settings.dropParams || options.dropParams;
  const target = targetFor(deployment, sentModel, drop, options.apiKey);
  const ability = endpointAbility(deployment.provider, operation);
  if (isCannot(ability)) return { class: 'NotImplementedError', message: ability.cannot, param: 'model' };
  if (decoded.stream && ability.kind === 'translated') return notStreamed(deployment.provider.label);
  const destination = memory.destinations.ofEndpoint(ability, target);
  if ('class' in destination) return destination;
  const written = bodyFor(call, ability, target, memory);
  if ('class' in written) return written;
  return {
    kind: 'endpoint',
    destination: written.contentType === undefined ? destination : typed(destination, written.contentType),
    body: written.bytes,
    ability,
    asked: {
      body: written.asked,
      model: servedModel(call),
      id: `${operation}-${call.id}`,
      created: Math.floor(call.startedAt / 1000),
    },
    mayBeText: operation === 'transcriptions' || operation === 'translations',
    relay: relayFor(call, ability),
    usageAsked: operation === 'completions' && decoded.stream && !decoded.includeUsage,
  };
}

function notStreamed(label: string): Failure {
  return { class: 'UnsupportedParamsError', message: `${label} does not stream this.`, param: 'stream' };
}

interface WrittenBody {
  readonly bytes: Buffer;
  /** The client's body, as far as the reply refers to it. */
  readonly asked: JsonObject;
  /** JSON when absent. */
  readonly contentType?: string;
}

function bodyFor(
  call: Call,
  ability: EndpointAbility,
  target: Target,
  memory: TranslationMemory,
): WrittenBody | Failure {
  return ability.kind === 'forwarded'
    ? forwardBody(call, ability, target, memory)
    : encodeBody(call, ability, target);
}

function forwardBody(
  call: Call,
  ability: ForwardedEndpoint,
  target: Target,
  memory: TranslationMemory,
): WrittenBody | Failure {
  const { text, scanned, ownMembers, options, stream, streamOptions } = call.decoded;
  const members = new Map<string, string>();
  for (const { name, start, end } of scanned.members) members.set(name, text.slice(start, end));
  for (const member of ownMembers) members.delete(member);
  const changes = ability.edits(members, target);
  if (isFailure(changes)) return changes;
  const edits = new Map<string, string | null>([['model', asciiJson(target.model)]]);
  for (const { member, text: value } of changes) edits.set(member, value);
  for (const member of ownMembers) edits.set(member, null);
  for (const [member, value] of Object.entries(options.extraBody ?? {}))
    if (isForUpstream(member)) edits.set(member, asciiJson(value));
  if (stream && call.decoded.operation === 'completions') {
    const usage = usageDemand(call, 'on-request', memory);
    if (usage === 'ask') edits.set('stream_options', withUsage(streamOptions));
    else if (usage === 'never-ask') edits.set('stream_options', null);
  }
  const { form } = call.decoded;
  if (form)
    return {
      ...formBody(
        form,
        [...edits].map(([member, value]) => ({ member, text: value })),
      ),
      asked: {},
    };
  const format = members.get('encoding_format') === '"base64"' ? 'base64' : 'float';
  return {
    bytes: Buffer.from(editBody(text, scanned, edits), 'latin1'),
    asked: { encoding_format: format },
  };
}

/** The destination for a body of another type than JSON. */
function typed(destination: Destination, contentType: string): Destination {
  const headers: string[] = [];
  for (let i = 0; i + 1 < destination.headers.length; i += 2)
    if (destination.headers[i]?.toLowerCase() !== 'content-type')
      headers.push(destination.headers[i] ?? '', destination.headers[i + 1] ?? '');
  return { ...destination, headers: [...headers, 'content-type', contentType] };
}

function encodeBody(call: Call, ability: TranslatedEndpoint, target: Target): WrittenBody | Failure {
  const { text, ownMembers, options } = call.decoded;
  const parsed = readJson(text);
  if (!isJsonObject(parsed))
    return { class: 'BadRequestError', message: 'The body is not valid JSON.', param: 'body' };
  const extra = Object.entries(options.extraBody ?? {}).filter(([member]) => isForUpstream(member));
  const asked = { ...parsed, ...Object.fromEntries(extra) } as JsonObject;
  for (const member of ownMembers) delete asked[member];
  const encoded = ability.encode(asked, target);
  if (isFailure(encoded)) return encoded;
  return { bytes: Buffer.from(JSON.stringify(encoded satisfies Json)), asked };
}

function relayFor(call: Call, ability: EndpointAbility): StreamRelay | null {
  const { operation, stream, includeUsage } = call.decoded;
  if (operation === 'speech') return new BinaryStream(spokenUsage(call));
  if (!stream || ability.kind !== 'forwarded') return null;
  if (operation !== 'completions') return new TypedEventStream(ability);
  return new CompletionStream({
    model: servedModel(call),
    showUsage: includeUsage || call.settings.alwaysIncludeStreamUsage,
    ability,
  });
}
