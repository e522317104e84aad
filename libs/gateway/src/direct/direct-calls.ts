import { type IncomingHttpHeaders } from 'node:http';
import { type Failure, type KeyContext, type SpendEvent } from '@tollgate/core';
import { type Operation } from '@tollgate/llm';
import { decodeForm, isForm } from '../decode/decode-form.js';
import { decodeRequest } from '../decode/decode-request.js';
import { InProcessLimits } from '../limits/in-process.js';
import { type MediaFetcherOptions } from '../media/media-fetcher.js';
import { Call } from '../pipeline/call.js';
import { createLane } from '../pipeline/lane.js';
import { carryOut } from '../pipeline/serve-call.js';
import { type GatewayLog, type GatewayPorts, type GatewaySettings } from '../ports/ports.js';
import { DirectAnswer } from './direct-answer.js';

/** A call as a client would send it, without the way there. */
export interface DirectRequest {
  readonly operation: Operation;
  /** JSON, or a form; one character a byte. */
  readonly body: string;
  /** Names are lower case; a form tells its `content-type`. */
  readonly headers: IncomingHttpHeaders;
  readonly settings: GatewaySettings;
}

/** The data plane for a program that calls models itself: everything from decode to settle, and nobody else's limits. */
export interface DirectCalls {
  /** @returns the answer to come, which tells of failures as a client's would; a Failure when the request cannot be read. */
  call(request: DirectRequest): DirectAnswer | Failure;
  /** Closes all connections to upstreams. */
  close(): Promise<void>;
}

export interface DirectCallsOptions {
  /** Gets every call's event, once. */
  readonly record: (event: SpendEvent) => void;
  readonly log: Pick<GatewayLog, 'warn' | 'error'>;
  /** Uniform in [0, 1): chooses among deployments and spreads retries. */
  readonly random?: () => number;
  readonly media?: MediaFetcherOptions;
}

export function createDirectCalls(options: DirectCallsOptions): DirectCalls {
  const answers = new Map<string, DirectAnswer>();
  const ports = portsOf(options, (event) => {
    const answer = answers.get(event.id);
    if (answer) answer.event = event;
    answers.delete(event.id);
    options.record(event);
  });
  const lane = createLane(ports, options.random ?? Math.random, options.media);
  return {
    call({ operation, body, headers, settings }) {
      const decode = isForm(operation) ? decodeForm : decodeRequest;
      const decoded = decode(operation, body, null, headers);
      if ('class' in decoded) return decoded;
      const answer = new DirectAnswer();
      // Its reader learns of an error by reading.
      answer.on('error', () => undefined);
      const call = new Call({ headers, socket: {} }, answer, settings, OWNER, decoded);
      answers.set(call.id, answer);
      void carryOut(lane, call);
      return answer;
    },
    async close() {
      lane.mirrors.end();
      await Promise.all([lane.pools.destroy(), lane.media.close()]);
    },
  };
}

/** The program calls on its own account: every model, no limits. */
const OWNER: KeyContext = Object.freeze({
  hash: '',
  master: true,
  alias: null,
  name: null,
  role: 'proxy_admin',
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
} satisfies KeyContext);

function portsOf({ log }: DirectCallsOptions, record: (event: SpendEvent) => void): GatewayPorts {
  return {
    keys: {
      find: () => undefined,
      load: async () => ({ state: 'unknown' }),
      isMaster: () => false,
      master: OWNER,
    },
    ledger: {
      record(event, done) {
        record(event);
        done(null);
      },
      keySpend: () => 0n,
    },
    limits: new InProcessLimits(),
    metrics: {
      requestStarted: () => undefined,
      requestFinished: () => undefined,
      requestRefused: () => undefined,
    },
    log: { call: () => undefined, warn: log.warn, error: log.error },
    settings() {
      throw new Error('A direct call brings its settings.');
    },
  };
}
