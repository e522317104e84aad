import { type Attributions, blockingAmong, type Failure, type LimitScope } from '@tollgate/core';
import { type Call } from '../pipeline/call.js';

/**
 * Finds the rules of the customer and the tags a call names, and notes them on the call; a Failure when one of them is
 * blocked. Who is not known restricts nothing.
 */
export function attribute(call: Call, attributions: Attributions | undefined): Failure | null {
  if (attributions === undefined) return null;
  const { endUser, tags } = call.decoded.options;
  if (endUser === null && tags.length === 0 && call.key.tags.length === 0) return null;
  const found = attributions.of(endUser, tagsOf(call));
  if (found === null) return NOT_READ;
  if (found.length === 0) return null;
  const blocking = blockingAmong(found);
  if (blocking) return blocking;
  const limits: LimitScope[] = [];
  for (const { scope } of found) if (scope) limits.push(scope);
  call.attributions = found;
  if (limits.length > 0) call.scopes = [...call.scopes, ...limits];
  return null;
}

/** Tags of the key, and those the call adds. */
export function tagsOf({ key, decoded }: Call): readonly string[] {
  const { tags } = decoded.options;
  return tags.length === 0 ? key.tags : [...new Set([...key.tags, ...tags])];
}

const NOT_READ: Failure = {
  class: 'ServiceUnavailableError',
  message: 'The rules of customers and tags cannot be read at the moment. Try again later.',
  param: null,
  retryAfterSeconds: 1,
};
