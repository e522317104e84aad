import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Behaviour, type Match, Script } from './behaviour.js';
import { answerControl } from './control.js';
import { exchange } from './exchange.js';
import { type FakeProvider } from './provider.js';
import { anthropic } from './providers/anthropic/anthropic.js';
import { azure } from './providers/azure/azure.js';
import { bedrock } from './providers/bedrock/bedrock.js';
import { cohere } from './providers/cohere/cohere.js';
import { compatible } from './providers/compatible/compatible.js';
import { gemini } from './providers/gemini/gemini.js';
import { mistral } from './providers/mistral/mistral.js';
import { ollama } from './providers/ollama/ollama.js';
import { openAi } from './providers/openai/openai.js';
import { vertex } from './providers/vertex/vertex.js';
import { ReceivedCalls } from './received-calls.js';

/** The fakes there are. A new vendor is a folder under `providers` and a line here. */
const MAKERS = {
  openai: openAi,
  azure,
  compatible,
  anthropic,
  gemini,
  vertex,
  bedrock,
  mistral,
  cohere,
  ollama,
} as const;

export type ProviderId = keyof typeof MAKERS;

export interface FakeProvidersOptions {
  /** 0, the default: a free one. */
  port?: number;
  /** Accept these keys only; for a provider not named here, every key that looks like the vendor's. */
  keys?: Partial<Record<ProviderId, readonly string[]>>;
}

/**
 * One HTTP server that speaks the real wire format of every provider, each below a path of its own. It refuses what the
 * vendor would refuse, answers by rule or by script, fails on request, and remembers what it received.
 */
export class FakeProviders {
  readonly calls = new ReceivedCalls();
  readonly #script = new Script();
  readonly #providers: ReadonlyMap<string, FakeProvider>;
  readonly #server: Server;

  private constructor(keys: Partial<Record<ProviderId, readonly string[]>>) {
    this.#providers = new Map(
      Object.entries(MAKERS).map(([id, make]) => [id, make(keys[id as ProviderId] ?? null)]),
    );
    this.#server = createServer({ keepAliveTimeout: 30_000, noDelay: true }, (request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        // A fault of the fake itself must show as one, and not as something a vendor might say.
        if (!response.headersSent) response.writeHead(500, { 'x-fake-broken': '1' });
        response.end(String(error));
      });
    });
  }

  /** Starts listening on 127.0.0.1. @throws Error when the port is taken. */
  static async start(options: FakeProvidersOptions = {}): Promise<FakeProviders> {
    const fakes = new FakeProviders(options.keys ?? {});
    fakes.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(fakes.#server, 'listening');
    return fakes;
  }

  get origin(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /**
   * What an SDK takes as its base URL. Accounts are separate upstreams of one vendor (two regions, say): same behaviour,
   * told apart in scripts and in the calls received.
   */
  baseUrl(provider: ProviderId, account = 'default'): string {
    const mount = account === 'default' ? provider : `${provider}~${account}`;
    return `${this.origin}/${mount}${this.#providers.get(provider)?.basePath ?? ''}`;
  }

  /** Queues behaviours for the next calls that fit, one each. */
  queue(match: Match, ...behaviours: Behaviour[]): void {
    this.#script.queue(match, behaviours);
  }

  /** Sets the behaviour of every call that fits, until `reset`. */
  always(match: Match, behaviour: Behaviour): void {
    this.#script.always(match, behaviour);
  }

  /** Forgets scripts and received calls. */
  reset(): void {
    this.#script.clear();
    this.calls.forget();
  }

  /** Closes the server and every connection. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    if (url.pathname.startsWith('/-/')) {
      await answerControl(request, response, url.pathname, this.#script, this.calls);
      return;
    }
    const [, mount = '', ...rest] = url.pathname.split('/');
    const [id = '', account = 'default'] = mount.split('~');
    const provider = this.#providers.get(id);
    if (provider === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end(`No such fake: ${id}. There are: ${[...this.#providers.keys()].join(', ')}\n`);
      return;
    }
    await exchange({
      provider,
      account,
      path: `/${rest.join('/')}`,
      url,
      request,
      response,
      script: this.#script,
      calls: this.calls,
    });
  }
}
