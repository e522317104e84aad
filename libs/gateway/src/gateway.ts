import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Failure, type KeyContext } from '@tollgate/core';
import { surfaceOf } from '@tollgate/llm';
import { type DeploymentStats } from '@tollgate/routing';
import { authenticate } from './authenticate/authenticate.js';
import { authorizeKey } from './authorize/authorize.js';
import { answerPreflight, corsHeaders } from './claim/cors.js';
import { type Route, routeOf } from './claim/route.js';
import { serveCount } from './models/count-tokens.js';
import { findModel, listModels } from './models/list-models.js';
import { supportedParams } from './models/supported-params.js';
import { type MediaFetcherOptions } from './media/media-fetcher.js';
import { createLane, type Lane } from './pipeline/lane.js';
import { callIdOf } from './pipeline/call.js';
import { refuse } from './pipeline/refusals.js';
import { serveCall } from './pipeline/serve-call.js';
import { type GatewayPorts, type GatewaySettings } from './ports/ports.js';
import { answerJson } from './relay/answers.js';

/** The data plane: takes the requests that are its own off an HTTP server and serves them to their settled end. */
export interface Gateway {
  /** False: the path is none of the data plane's, and the response is untouched. */
  claim(req: IncomingMessage, res: ServerResponse): boolean;
  /** Resolves when no request is in flight, and closes the connections to upstreams. New requests are still served. */
  drain(): Promise<void>;
  /** Requests that have been claimed and not yet answered. */
  readonly inFlight: number;
}

export interface GatewayOptions {
  /** Uniform in [0, 1): chooses among deployments and spreads retries. */
  readonly random?: () => number;
  /** Where media that callers name by URL may be fetched from; public addresses when absent. */
  readonly media?: MediaFetcherOptions;
  /** Where it notes what it sees of deployments, when others look on. */
  readonly stats?: DeploymentStats;
}

export function createGateway(ports: GatewayPorts, options: GatewayOptions = {}): Gateway {
  return new DataPlane(ports, options);
}

class DataPlane implements Gateway {
  readonly #lane: Lane;
  #inFlight = 0;
  #idle: (() => void)[] = [];

  constructor(ports: GatewayPorts, { random = Math.random, media, stats }: GatewayOptions) {
    this.#lane = createLane(ports, random, media, stats);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  claim(req: IncomingMessage, res: ServerResponse): boolean {
    const settings = this.#lane.ports.settings();
    const route = routeOf(req.url ?? '/', settings.rootPath);
    if (!route) return false;
    this.#inFlight += 1;
    this.#lane.ports.metrics.requestStarted();
    res.on('close', this.#onClose);
    // Writes to a client that has left end in an error event of the response; there is nobody to tell.
    res.on('error', ignore);
    void this.#serve(settings, route, req, res);
    return true;
  }

  async drain(): Promise<void> {
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    this.#lane.mirrors.end();
    await Promise.all([this.#lane.pools.destroy(), this.#lane.media.close()]);
  }

  async #serve(
    settings: GatewaySettings,
    route: Route,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    try {
      if (req.method === 'OPTIONS') return answerPreflight(req, res, settings);
      if (route.kind === 'call') {
        if (req.method === 'POST')
          return await serveCall(this.#lane, settings, route.operation, route.model, req, res);
        return refuse(this.#lane, settings, req, res, wrongMethod('POST'), surfaceOf(route.operation));
      }
      if (route.kind === 'count-tokens' && req.method === 'POST')
        return await serveCount(this.#lane, settings, pathOf(req), req, res);
      await this.#serveOther(settings, route, req, res);
    } catch (error) {
      this.#lane.ports.log.error('A request failed in the gateway itself.', error);
      refuse(this.#lane, settings, req, res, {
        class: 'InternalServerError',
        message: 'Internal server error.',
        param: null,
      });
    }
  }

  /** Routes that call no model: they need a key and leave no event. */
  async #serveOther(
    settings: GatewaySettings,
    route: Route,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    req.resume();
    const key = await authenticate(req.headers, this.#lane.ports.keys, settings.keyHeader);
    const barred = 'class' in key ? key : authorizeKey(key, () => pathOf(req), Date.now());
    const answer = barred ?? answerOf(route, key as KeyContext, req, settings);
    if ('class' in answer) return refuse(this.#lane, settings, req, res, answer);
    const headers = [
      ...corsHeaders(req, settings),
      'x-litellm-call-id',
      callIdOf(req),
      'x-litellm-version',
      settings.version,
    ];
    answerJson(res, 200, headers, JSON.stringify(answer.body));
  }

  readonly #onClose = () => {
    this.#inFlight -= 1;
    if (this.#inFlight > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  };
}

function answerOf(
  route: Route,
  key: KeyContext,
  req: IncomingMessage,
  settings: GatewaySettings,
): Failure | { body: unknown } {
  if (route.kind === 'not-built')
    return { class: 'NotImplementedError', message: `${pathOf(req)} is not served yet.`, param: null };
  if (route.kind === 'event-sink') return { body: {} };
  if (route.kind === 'count-tokens') return wrongMethod('POST');
  if (req.method !== 'GET' && req.method !== 'HEAD') return wrongMethod('GET');
  if (route.kind === 'models') return { body: { data: listModels(key, settings.table), object: 'list' } };
  if (route.kind === 'supported-params') {
    const params = supportedParams(key, route.model, settings.table);
    return 'class' in params ? params : { body: params };
  }
  const model = route.kind === 'model' ? findModel(key, route.id, settings.table) : null;
  if (model) return { body: model };
  return {
    class: 'NotFoundError',
    message: 'No such model, or not for this key. GET /v1/models lists those it may use.',
    param: 'model',
    code: 'model_not_found',
  };
}

function wrongMethod(allowed: string): Failure {
  return { class: 'MethodNotAllowedError', message: `This route takes ${allowed}.`, param: null };
}

function pathOf(req: IncomingMessage): string {
  return ((req.url ?? '/').split('?', 1)[0] ?? '/').slice(0, 128);
}

function ignore(): void {
  // Nothing to do: the call's own end is settled by its close.
}
