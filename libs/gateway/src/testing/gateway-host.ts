import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Attributions, type KeyContext, type SpendEvent } from '@tollgate/core';
import { findProvider, type PriceSheet } from '@tollgate/llm';
import {
  DEFAULT_STRATEGY_ARGS,
  type Deployment,
  DeploymentStats,
  type RoutingTable,
} from '@tollgate/routing';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.js';
import { InProcessLimits } from '../limits/in-process.js';
import { type GatewayPorts, type GatewaySettings, type KeyLookup } from '../ports/ports.js';

export const MASTER_KEY = 'sk-master-for-specs';
export const KEY = 'sk-virtual-key-of-specs';

/** Input 3, output 15 USD a million tokens: pico-USD per million units. */
export const PRICES: PriceSheet = {
  source: 'config',
  base: {
    input: 3_000_000_000_000n,
    output: 15_000_000_000_000n,
    cacheRead: null,
    cacheWrite: null,
    cacheWrite1h: null,
    inputAudio: null,
    outputAudio: null,
    reasoning: null,
    search: null,
  },
  tiers: [],
  perRequest: 0n,
};

export function keyContext(over: Partial<KeyContext> = {}): KeyContext {
  return {
    hash: hash('sha256', KEY),
    master: false,
    alias: 'spec',
    name: 'sk-...pecs',
    role: 'internal_user',
    userId: 'user-1',
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
    ...over,
  };
}

export function deployment(
  group: string,
  over: Partial<Omit<Deployment, 'target'>> & { target?: Partial<Deployment['target']> } = {},
): Deployment {
  const provider = over.provider ?? findProvider('openai');
  if (!provider) throw new Error('no such provider');
  return {
    id: over.id ?? `id-of-${group}`,
    group,
    provider,
    mockResponse: null,
    weight: null,
    rpm: null,
    tpm: null,
    order: null,
    maxParallelRequests: null,
    timeoutMs: null,
    streamTimeoutMs: null,
    numRetries: null,
    prices: PRICES,
    accessGroups: [],
    tags: [],
    info: {},
    ...over,
    target: {
      model: 'gpt-up',
      baseUrl: null,
      apiKey: 'sk-upstream-secret',
      apiVersion: null,
      organization: null,
      headers: {},
      params: {},
      dropParams: false,
      ...over.target,
    },
  };
}

export function routingTable(
  deployments: readonly Deployment[],
  over: Partial<RoutingTable> = {},
): RoutingTable {
  const groups = new Map<string, Deployment[]>();
  for (const one of deployments) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return {
    groups,
    wildcards: [],
    aliases: new Map(),
    fallbacks: new Map(),
    contextWindowFallbacks: null,
    contentPolicyFallbacks: null,
    defaultFallbacks: [],
    maxFallbacks: 5,
    numRetries: 0,
    retryPolicy: null,
    groupRetryPolicies: new Map(),
    timeoutMs: 20_000,
    streamTimeoutMs: null,
    retryAfterMs: 0,
    cooldownMs: 5_000,
    allowedFails: null,
    allowedFailsPolicy: null,
    strategy: 'simple-shuffle',
    strategyArgs: DEFAULT_STRATEGY_ARGS,
    tagFiltering: null,
    ...over,
  };
}

/** A gateway on a real socket, with ports that remember. */
export class GatewayHost {
  readonly events: SpendEvent[] = [];
  readonly logged: string[] = [];
  refused: number[] = [];
  started = 0;
  key: KeyContext = keyContext();
  lookup: KeyLookup = { state: 'unknown' };
  attributions: Attributions['of'] = () => [];
  ownTable: (table: RoutingTable) => RoutingTable = (table) => table;
  /** Tables of keys that were asked for. */
  ownTables = 0;
  settings: GatewaySettings;
  journalError: Error | null = null;
  readonly stats = new DeploymentStats();
  readonly gateway: Gateway;
  readonly #server: Server;

  constructor(
    table: RoutingTable,
    settings: Partial<GatewaySettings> = {},
    media: GatewayOptions['media'] = {},
  ) {
    this.settings = { ...DEFAULT_SETTINGS, table, ...settings };
    this.gateway = createGateway(this.#ports(), { random: () => 0, media, stats: this.stats });
    this.#server = createServer((req, res) => {
      if (!this.gateway.claim(req, res)) res.writeHead(404).end('not ours');
    });
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.gateway.drain();
  }

  /** Posts a chat body with the virtual key. */
  chat(
    body: unknown,
    over: { headers?: Record<string, string>; path?: string; signal?: AbortSignal } = {},
  ): Promise<Response> {
    return fetch(`${this.url}${over.path ?? '/v1/chat/completions'}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...over.headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(over.signal ? { signal: over.signal } : {}),
    });
  }

  /** The one event that was left; waits for it, and fails when there are more. */
  async onlyEvent(): Promise<SpendEvent> {
    await until(() => this.events.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.events.length !== 1) throw new Error(`${this.events.length} events`);
    return this.events[0] as SpendEvent;
  }

  #ports(): GatewayPorts {
    return {
      keys: {
        find: (digest) => (digest === this.key.hash ? this.key : undefined),
        load: async () => this.lookup,
        isMaster: (key) => key === MASTER_KEY,
        master: keyContext({ hash: hash('sha256', MASTER_KEY), master: true, role: 'proxy_admin' }),
      },
      attributions: { of: (customerId, tags) => this.attributions(customerId, tags) },
      ledger: {
        record: (event, done) => {
          this.events.push(event);
          setImmediate(() => done(this.journalError));
        },
        keySpend: (key) =>
          this.events.reduce(
            (sum, { keyHash, cost }) => (keyHash === key.hash ? sum + (cost ?? 0n) : sum),
            key.spend,
          ),
      },
      limits: new InProcessLimits(),
      metrics: {
        requestStarted: () => (this.started += 1),
        requestFinished: () => undefined,
        requestRefused: (status) => this.refused.push(status),
      },
      log: {
        call: () => undefined,
        warn: (message) => this.logged.push(message),
        error: (message, error) => this.logged.push(`${message} ${String(error)}`),
      },
      ownTable: (table) => {
        this.ownTables += 1;
        return this.ownTable(table);
      },
      settings: () => this.settings,
    };
  }
}

const DEFAULT_SETTINGS: Omit<GatewaySettings, 'table'> = {
  maxRequestBytes: 1_000_000,
  bodyTimeoutMs: 1_000,
  keyHeader: null,
  rootPath: '',
  corsOrigins: ['*'],
  alwaysIncludeStreamUsage: false,
  includeCostInStreamingUsage: false,
  dropParams: false,
  allowClientSideCredentials: false,
  allowClientMockResponse: false,
  version: '0.0.0-spec',
};

export const PROMPT = [{ role: 'user', content: 'Say hello' }];

/** Waits until something holds; a spec that waits for what never comes fails by its own time-out. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The JSON of each `data:` line of a stream, `[DONE]` as it is. */
export function dataOf(sse: string): (Record<string, unknown> | '[DONE]')[] {
  return sse
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) =>
      line === 'data: [DONE]' ? '[DONE]' : (JSON.parse(line.slice(6)) as Record<string, unknown>),
    );
}
