/** The data plane alone, in a minimal process: a key with limits, a real journal, metrics, everything in memory. */
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toJournalLine } from '@tollgate/core';
import { createGateway, InProcessLimits } from '@tollgate/gateway';
import { Journal } from '@tollgate/journal';
import { findProvider } from '@tollgate/llm';
import { DEFAULT_STRATEGY_ARGS } from '@tollgate/routing';
import { Counter, Histogram } from 'prom-client';
import { ASKED_MODEL, SENT_MODEL } from '../traffic/messages.mjs';
import { answerParent } from './child.mjs';

const MILLION_DOLLARS = 1_000_000_000_000_000_000n;
const key = {
  hash: hash('sha256', process.env.BENCH_KEY),
  master: false,
  alias: 'bench',
  name: 'sk-...ench',
  role: 'internal_user',
  userId: 'user-1',
  teamId: 'team-1',
  organizationId: null,
  blocked: false,
  expiresAt: null,
  models: [ASKED_MODEL],
  aliases: {},
  allowedRoutes: [],
  tags: ['bench'],
  scopes: [
    {
      kind: 'key',
      id: 'k',
      requestsPerMinute: 1e9,
      tokensPerMinute: 1e12,
      parallelRequests: 10_000,
      maxBudget: MILLION_DOLLARS,
    },
    {
      kind: 'team',
      id: 't',
      requestsPerMinute: null,
      tokensPerMinute: null,
      parallelRequests: null,
      maxBudget: MILLION_DOLLARS,
    },
  ],
  maxBudget: MILLION_DOLLARS,
  spend: 0n,
};

const unitPrices = {
  input: 150_000_000_000n,
  output: 600_000_000_000n,
  cacheRead: 75_000_000_000n,
  cacheWrite: null,
  cacheWrite1h: null,
  inputAudio: null,
  outputAudio: null,
  reasoning: null,
  search: null,
};
const deployment = {
  id: 'bench-deployment',
  group: ASKED_MODEL,
  provider: findProvider('openai'),
  target: {
    model: SENT_MODEL,
    baseUrl: `${process.env.BENCH_UPSTREAM}/v1`,
    apiKey: 'sk-upstream',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
  },
  mockResponse: null,
  weight: null,
  rpm: null,
  tpm: null,
  order: null,
  maxParallelRequests: null,
  timeoutMs: null,
  streamTimeoutMs: null,
  numRetries: null,
  prices: { source: 'config', base: unitPrices, tiers: [], perRequest: 0n },
  accessGroups: [],
  tags: [],
  info: {},
};
const settings = {
  table: {
    groups: new Map([[ASKED_MODEL, [deployment]]]),
    wildcards: [],
    aliases: new Map(),
    fallbacks: new Map(),
    contextWindowFallbacks: null,
    contentPolicyFallbacks: null,
    defaultFallbacks: [],
    maxFallbacks: 5,
    numRetries: 2,
    retryPolicy: null,
    groupRetryPolicies: new Map(),
    timeoutMs: 600_000,
    streamTimeoutMs: null,
    retryAfterMs: 0,
    cooldownMs: 5_000,
    allowedFails: null,
    allowedFailsPolicy: null,
    strategy: 'simple-shuffle',
    strategyArgs: DEFAULT_STRATEGY_ARGS,
    tagFiltering: null,
  },
  maxRequestBytes: 32 * 1024 * 1024,
  bodyTimeoutMs: 60_000,
  keyHeader: null,
  rootPath: '',
  corsOrigins: ['*'],
  alwaysIncludeStreamUsage: false,
  includeCostInStreamingUsage: false,
  dropParams: false,
  allowClientSideCredentials: false,
  allowClientMockResponse: false,
  version: '0.0.0-bench',
};

const directory = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
const journal = await Journal.open(directory);
// What the journal holds is of no use here: drop it, as the flusher of the product would.
setInterval(() => {
  journal.rotate();
  void journal.sealedSegments().then((segments) => Promise.all(segments.map((segment) => segment.remove())));
}, 1_000).unref();

let spent = 0n;
const requests = new Counter({ name: 'requests_total', help: 'Calls', labelNames: ['model', 'status'] });
const tokens = new Counter({ name: 'tokens_total', help: 'Tokens', labelNames: ['model', 'kind'] });
const latency = new Histogram({ name: 'latency_seconds', help: 'Latency', labelNames: ['model'] });
const ports = {
  keys: {
    find: (digest) => (digest === key.hash ? key : undefined),
    load: async () => ({ state: 'unknown' }),
    isMaster: () => false,
    master: key,
  },
  ledger: {
    record: (event, done) => {
      spent += event.cost ?? 0n;
      journal.append(toJournalLine(event), done);
    },
    keySpend: () => spent,
  },
  limits: new InProcessLimits(),
  metrics: {
    requestStarted: () => undefined,
    requestFinished: (event) => {
      requests.inc({ model: event.askedModel, status: event.httpStatus });
      latency.observe({ model: event.askedModel }, (event.endedAt - event.startedAt) / 1000);
      tokens.inc({ model: event.askedModel, kind: 'input' }, event.usage?.inputTokens ?? 0);
      tokens.inc({ model: event.askedModel, kind: 'output' }, event.usage?.outputTokens ?? 0);
    },
    requestRefused: () => undefined,
  },
  log: { call: () => undefined, warn: console.warn, error: console.error },
  settings: () => settings,
};

const gateway = createGateway(ports);
const server = createServer((req, res) => {
  if (!gateway.claim(req, res)) res.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => answerParent({ port: server.address().port }));
