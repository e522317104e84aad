import { randomUUID } from 'node:crypto';
import { type Request } from 'express';
import { type ErrorShape } from '../failures/error-shape.js';
import { type Actor, type Caller } from './caller.js';

/** What the guards learned about a request, for the handler and the exception filter. */
interface RequestFacts {
  requestId: string;
  shape: ErrorShape;
  caller: Caller | null;
}

const facts = new WeakMap<object, RequestFacts>();
const REQUEST_ID = /^[\w.:-]{1,128}$/;
const CHANGED_BY_MAX = 255;

/** Facts of a request; made at the first question, so that errors before any guard have a request id as well. */
export function factsOf(request: Request): RequestFacts {
  const known = facts.get(request);
  if (known) return known;
  const sent = request.headers['x-request-id'];
  const requestId = typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
  const made: RequestFacts = { requestId, shape: 'A', caller: null };
  facts.set(request, made);
  return made;
}

/** The caller the guard established; throws on a public route, where there is none. */
export function callerOf(request: Request): Caller {
  const { caller } = factsOf(request);
  if (!caller) throw new Error('This route has no caller: it is public, or its guard did not run.');
  return caller;
}

/** Who acts, for use cases and their audit entries. */
export function actorOf(request: Request): Actor {
  const sent = request.headers['litellm-changed-by'];
  const changedBy =
    typeof sent === 'string' ? sent.replace(/[\u0000-\u001f]/g, '').slice(0, CHANGED_BY_MAX) : '';
  return {
    caller: callerOf(request),
    changedBy: changedBy === '' ? null : changedBy,
    ip: request.ip ?? null,
    requestId: factsOf(request).requestId,
  };
}
