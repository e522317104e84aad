import { hash } from 'node:crypto';
import { Writable } from 'node:stream';
import { type KeyContext } from '@tollgate/core';
import { type DecodedRequest } from '../decode/decode-request.js';
import { Call } from '../pipeline/call.js';
import { type ClientResponse } from '../pipeline/client.js';

/** So many copies may be on their way; further calls are not copied. */
const MOST_COPIES = 100;

/** Who pays for copies: nobody's key, so that nobody's budget or limit is touched. Rows and reports show it by its alias. */
export const MIRROR_KEY: KeyContext = Object.freeze({
  hash: hash('sha256', 'tollgate-mirror'),
  master: false,
  alias: 'tollgate-mirror',
  name: null,
  role: 'internal_user',
  userId: null,
  teamId: null,
  organizationId: null,
  blocked: false,
  expiresAt: null,
  models: [],
  aliases: {},
  allowedRoutes: [],
  tags: [],
  scopes: [],
  maxBudget: null,
  spend: 0n,
});

/**
 * Copies of calls to another model (`silent_model`), whose answers nobody reads. A copy is made when its call is over, so it can
 * neither delay nor fail it.
 */
export class Mirrors {
  readonly #open = new Set<NoReader>();

  /** Sends a copy of a call that is over. @param carryOut takes it to its settled end; never throws. */
  copy(call: Call, silentModel: string, carryOut: (copy: Call) => Promise<void>): void {
    if (this.#open.size >= MOST_COPIES) return;
    const nobody = new NoReader();
    this.#open.add(nobody);
    const copy = new Call(call.req, nobody, call.settings, MIRROR_KEY, copyOf(call, silentModel));
    copy.isCopy = true;
    void carryOut(copy).finally(() => this.#open.delete(nobody));
  }

  /** Ends what is still on its way. */
  end(): void {
    for (const nobody of this.#open) nobody.destroy();
  }
}

/** What the caller has said to the gateway about itself, its retries and its own account is not said for the copy. */
function copyOf({ id, decoded }: Call, silentModel: string): DecodedRequest {
  const { options, forFallbacks: _, ...request } = decoded;
  return {
    ...request,
    askedModel: silentModel,
    options: {
      ...options,
      ...{ fallbacks: [], fallbackMembers: null, apiKey: null, mockResponse: null },
      ...{ tags: [], endUser: null, metadata: { mirror_of: id } },
    },
  };
}

/** Takes an answer and forgets it. */
class NoReader extends Writable implements ClientResponse {
  headersSent = false;

  writeHead(): void {
    this.headersSent = true;
  }

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
}
