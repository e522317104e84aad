import { type Json, type Usage } from '@tollgate/core';
import { type ChatEvent, type UpstreamFault } from '@tollgate/llm';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson, readString } from '../scan/json-text.js';
import { isScanFault, memberText, scanObject } from '../scan/members.js';
import { NOT_JSON } from '../send/upstream-fault.js';
import { tokensOf } from './seen-tokens.js';
import { usageText } from '../translate/translate.js';
import { type ChatUpstreamRequest } from '../translate/upstream-request.js';

/** A whole answer as the client gets it. */
export interface WholeAnswer {
  readonly body: string;
  readonly encoding: 'latin1' | 'utf8';
  readonly usage: Usage | null;
  /** The upstream gave no usage, so the gateway counted. */
  readonly usageEstimated: boolean;
  readonly responseId: string | null;
  /** JSON when absent. */
  readonly contentType?: string;
}

/**
 * A whole reply → the client's body. Same wire: the upstream's bytes with the model's name changed. A reply without usage
 * gets the usage that `estimate` counts, given the tokens of the reply.
 */
export function readWholeReply(
  text: string,
  request: ChatUpstreamRequest,
  estimate: (seenTokens: number) => Usage,
): WholeAnswer | UpstreamFault {
  return request.forwarded ? forwardReply(text, request, estimate) : translateReply(text, request, estimate);
}

function forwardReply(
  text: string,
  request: ChatUpstreamRequest,
  estimate: (seenTokens: number) => Usage,
): WholeAnswer | UpstreamFault {
  const scanned = scanObject(text);
  if (isScanFault(scanned)) return NOT_JSON;
  const error = memberText(text, scanned, 'error');
  if (error !== undefined && error !== 'null' && memberText(text, scanned, 'choices') === undefined)
    return faultIn(text, request);
  const stated = memberText(text, scanned, 'usage');
  const value = stated === undefined ? undefined : readJson(stated);
  let usage = value === undefined ? null : request.ability.readUsage(value as Json);
  const usageEstimated = usage === null;
  const edits = new Map<string, string | null>([['model', asciiJson(request.context.model)]]);
  if (usage === null) {
    const reply = readJson(text);
    if (reply === undefined) return NOT_JSON;
    usage = estimate(tokensOf(request.ability.decodeReply(reply as Json)));
    edits.set('usage', usageText(usage, request.surface, request.context));
  }
  const id = memberText(text, scanned, 'id');
  return {
    body: editBody(text, scanned, edits),
    encoding: 'latin1',
    usage,
    usageEstimated,
    responseId: id === undefined ? null : readString(id),
  };
}

/** An error that came with status 200 is of the kind it names, not the upstream's breakdown (B10). */
function faultIn(text: string, { ability }: ChatUpstreamRequest): UpstreamFault {
  const body = readJson(text);
  for (const event of body === undefined ? [] : ability.decodeReply(body as Json))
    if (event.type === 'error') return event.fault;
  return ability.readError(502, {}, Buffer.from(text, 'latin1').toString('utf8'));
}

function translateReply(
  text: string,
  { ability, surface, context }: ChatUpstreamRequest,
  estimate: (seenTokens: number) => Usage,
): WholeAnswer | UpstreamFault {
  const reply = readJson(text);
  if (reply === undefined) return NOT_JSON;
  const events = ability.decodeReply(reply as Json);
  let stated: Usage | null = null;
  for (const event of events) {
    if (event.type === 'error') return event.fault;
    if (event.type === 'usage') stated = event.usage;
  }
  const usage = stated ?? estimate(tokensOf(events));
  const counted: readonly ChatEvent[] = stated ? [] : [{ type: 'usage', usage }];
  const body = JSON.stringify(surface.encodeReply([...events, ...counted], context));
  return { body, encoding: 'utf8', usage, usageEstimated: stated === null, responseId: context.id };
}
