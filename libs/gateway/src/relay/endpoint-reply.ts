import { isJsonObject, type Json, type Usage } from '@tollgate/core';
import {
  audioSeconds,
  estimateTokens,
  type ForwardedEndpoint,
  inEncoding,
  isUpstreamFault,
  type TranslatedEndpoint,
  type UpstreamFault,
} from '@tollgate/llm';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson, readString } from '../scan/json-text.js';
import { isScanFault, scanObject } from '../scan/members.js';
import { NOT_JSON } from '../send/upstream-fault.js';
import { headerOf, headerRecord } from '../send/upstream-headers.js';
import { type EndpointUpstreamRequest } from '../translate/upstream-request.js';
import { headerText } from './response-headers.js';
import { type Collected } from './collected-reply.js';
import { type WholeAnswer } from './whole-reply.js';

/** A whole reply of an endpoint → the client's body. @param estimate counts a reply that has no usage. */
export function readEndpointReply(
  reply: Collected,
  request: EndpointUpstreamRequest,
  estimate: (seenTokens: number) => Usage,
): WholeAnswer | UpstreamFault {
  const { ability } = request;
  return ability.kind === 'forwarded'
    ? forwardReply(reply, ability, request, estimate)
    : translateReply(reply, ability, request, estimate);
}

/** The upstream's bytes, with the model's public name and vectors in the encoding that was asked for. */
function forwardReply(
  { text, headers }: Collected,
  ability: ForwardedEndpoint,
  { asked, mayBeText }: EndpointUpstreamRequest,
  estimate: (seenTokens: number) => Usage,
): WholeAnswer | UpstreamFault {
  const type = headerOf(headers, 'content-type');
  if (mayBeText && type !== null && !type.includes('json')) return plainText(text, type, estimate);
  const scanned = scanObject(text);
  if (isScanFault(scanned)) return NOT_JSON;
  const texts = new Map<string, string>();
  for (const { name, start, end } of scanned.members) texts.set(name, text.slice(start, end));
  if ((texts.get('error') ?? 'null') !== 'null')
    return ability.readError(502, {}, Buffer.from(text, 'latin1').toString('utf8'));
  const edits = new Map<string, string | null>();
  if (texts.has('model')) edits.set('model', asciiJson(asked.model));
  const data = reencoded(texts.get('data'), asked.body['encoding_format'] === 'base64' ? 'base64' : 'float');
  if (data !== null) edits.set('data', data);
  const stated = texts.get('usage');
  const value = stated === undefined ? undefined : readJson(stated);
  const usage = value === undefined ? lengthIn(texts) : ability.readUsage(value as Json);
  const id = texts.get('id');
  return {
    body: editBody(text, scanned, edits),
    encoding: 'latin1',
    usage: usage ?? (ability.free === true ? null : estimate(0)),
    usageEstimated: usage === null && ability.free !== true,
    responseId: id === undefined ? null : readString(id),
  };
}

/** Transcripts may come as bare text or subtitles, which say nothing of what was used. */
function plainText(text: string, type: string, estimate: (seenTokens: number) => Usage): WholeAnswer {
  const seen = estimateTokens(Buffer.from(text, 'latin1').toString('utf8'));
  return {
    body: text,
    encoding: 'latin1',
    usage: estimate(seen),
    usageEstimated: true,
    responseId: null,
    contentType: headerText(type),
  };
}

/** Verbose transcripts tell the length of the recording even where no usage is stated. */
function lengthIn(texts: ReadonlyMap<string, string>): Usage | null {
  const duration = texts.has('text') ? Number(texts.get('duration') ?? Number.NaN) : Number.NaN;
  return Number.isFinite(duration) && duration > 0 ? audioSeconds(duration) : null;
}

/** So far into `data` the first vector begins at the latest. */
const LONGEST_HEAD = 512;

/** Vectors that came in the other encoding, in the wanted one; null: nothing is to be changed. */
function reencoded(data: string | undefined, format: 'float' | 'base64'): string | null {
  const opening = /"embedding"\s*:\s*(["[])/.exec(data?.slice(0, LONGEST_HEAD) ?? '')?.[1];
  if (data === undefined || opening === undefined || (opening === '"') === (format === 'base64')) return null;
  const items = readJson(data);
  if (!Array.isArray(items)) return null;
  return asciiJson(
    (items as Json[]).map((item) =>
      isJsonObject(item) ? { ...item, embedding: inEncoding(item['embedding'], format) } : item,
    ),
  );
}

function translateReply(
  { text, headers }: Collected,
  ability: TranslatedEndpoint,
  { asked }: EndpointUpstreamRequest,
  estimate: (seenTokens: number) => Usage,
): WholeAnswer | UpstreamFault {
  const parsed = readJson(text);
  if (parsed === undefined) return NOT_JSON;
  const reply = ability.decode(parsed as Json, { ...asked, headers: headerRecord(headers) });
  if (isUpstreamFault(reply)) return reply;
  const { id } = reply.body;
  return {
    body: JSON.stringify(reply.body),
    encoding: 'utf8',
    usage: reply.usage ?? estimate(0),
    usageEstimated: reply.usage === null,
    responseId: typeof id === 'string' ? id : null,
  };
}
