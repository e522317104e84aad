import { isSecretName } from '@tollgate/config';
import { isJsonObject, type Json, type SpendEvent } from '@tollgate/core';
import {
  createDirectCalls,
  type DirectAnswer,
  type DirectCalls,
  type GatewaySettings,
} from '@tollgate/gateway';
import { isListed, type ModelList, modelListOf, scrub } from '@tollgate/llm';
import { buildRoutingTable, ModelProbe, type ProbePlan, type ProbeResult } from '@tollgate/models';
import { type Deployment, type RoutingTable } from '@tollgate/routing';

/** The name that a probed deployment has in a table of its own. */
const GROUP = 'health-check';
const NO_ROUTING = buildRoutingTable(
  { router_settings: { num_retries: 0, disable_cooldowns: true } },
  {},
).table;
/** Aggregators list thousands of models. */
const LIST_BYTES_MAX = 8 * 1024 * 1024;
const MESSAGE_MAX = 1_000;

export interface UpstreamProbeOptions {
  /** Of the data plane, at the moment. */
  readonly settings: () => GatewaySettings;
  /** Gets the event of every call that used something. */
  readonly record: (event: SpendEvent) => void;
  readonly warn: (message: string) => void;
}

/** Probes deployments over the network: calls go through the data plane, as clients' do, past everybody's limits. */
export class UpstreamProbe extends ModelProbe {
  readonly #calls: DirectCalls;

  constructor(private readonly options: UpstreamProbeOptions) {
    super();
    const { record, warn } = options;
    this.#calls = createDirectCalls({
      record: (event) => event.usage && record({ ...event, tags: [...event.tags, GROUP] }),
      log: { warn, error: warn },
    });
  }

  close(): Promise<void> {
    return this.#calls.close();
  }

  async list({ provider, target }: Deployment, plan: ProbePlan): Promise<ProbeResult | null> {
    const list = modelListOf(provider, target);
    if (list === null) return null;
    const begun = performance.now();
    const found = await ask(list, plan.timeoutMs);
    const outcome = listOutcome(found, plan.model);
    if (outcome === null) return null;
    const errorMessage = outcome.errorMessage && presentable(outcome.errorMessage, target);
    return { ...outcome, errorMessage, probe: 'models', responseMs: since(begun) };
  }

  async call(deployment: Deployment, plan: ProbePlan): Promise<ProbeResult> {
    const begun = performance.now();
    const outcome = await this.#called(deployment, plan);
    const errorMessage = outcome.errorMessage && presentable(outcome.errorMessage, deployment.target);
    return { ...outcome, errorMessage, probe: 'call', responseMs: since(begun) };
  }

  async #called(deployment: Deployment, { model, call, timeoutMs }: ProbePlan): Promise<Outcome> {
    if (model === null || call === null) throw new Error('the plan of a call names a model and a call');
    const settings = {
      ...this.options.settings(),
      ownAccount: true,
      dropParams: true,
      table: tableOf(deployment, model, timeoutMs),
    };
    const answer = this.#calls.call({
      operation: call.operation,
      body: JSON.stringify({ model: GROUP, ...call.body }),
      headers: { 'content-type': 'application/json' },
      settings,
    });
    if ('class' in answer) return failed(answer.class, null, answer.message);
    return answered(answer, timeoutMs);
  }
}

type Outcome = Omit<ProbeResult, 'probe' | 'responseMs'>;
type ListReply = { readonly status: number; readonly body: Json | undefined } | { readonly broken: unknown };

const HEALTHY: Outcome = { status: 'healthy', errorClass: null, errorStatus: null, errorMessage: null };

function failed(errorClass: string, errorStatus: number | null, errorMessage: string): Outcome {
  return { status: 'unhealthy', errorClass, errorStatus, errorMessage };
}

async function ask({ url, headers }: ModelList, timeoutMs: number): Promise<ListReply> {
  const pairs = headers.flatMap((name, i) => (i % 2 === 0 ? [[name, headers[i + 1] ?? ''] as const] : []));
  try {
    const reply = await fetch(url, {
      headers: Object.fromEntries(pairs),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: reply.status, body: await jsonOf(reply) };
  } catch (broken) {
    return { broken };
  }
}

/** null: it does not tell, a real call has to. */
function listOutcome(reply: ListReply, model: string | null): Outcome | null {
  if ('broken' in reply) {
    const late = reply.broken instanceof Error && reply.broken.name === 'TimeoutError';
    return late
      ? failed('Timeout', null, 'The upstream did not answer in time.')
      : failed('APIConnectionError', null, 'The upstream could not be reached.');
  }
  const { status, body } = reply;
  // A key that may not list models is a 403 and may serve all the same.
  if (status === 401) return failed('AuthenticationError', status, messageIn(body));
  if (status !== 200 || body === undefined) return null;
  const listed = isListed(body, model ?? '');
  if (model === null) return isJsonObject(body) ? HEALTHY : null;
  return listed === true ? HEALTHY : null;
}

function messageIn(body: Json | undefined): string {
  const error = isJsonObject(body) ? (body['error'] ?? body) : body;
  const message = isJsonObject(error) ? error['message'] : error;
  return typeof message === 'string' ? message : 'The upstream refuses the key.';
}

/** Undefined: no JSON, or too much of it. */
async function jsonOf(reply: Response): Promise<Json | undefined> {
  const body: ReadableStream<Uint8Array> | null = reply.body;
  if (body === null) return undefined;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > LIST_BYTES_MAX) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString()) as Json;
  } catch {
    return undefined;
  }
}

async function answered(answer: DirectAnswer, timeoutMs: number): Promise<Outcome> {
  const limit = setTimeout(() => answer.destroy(), timeoutMs);
  try {
    const head = await answer.head;
    if (head !== null) for await (const _ of answer);
    if (head !== null && head.status < 300) return HEALTHY;
    const { errorClass, errorMessage, httpStatus } = answer.event ?? {};
    if (head === null) return failed('Timeout', null, 'The model did not answer in time.');
    return failed(
      errorClass ?? 'InternalServerError',
      httpStatus ?? head.status,
      errorMessage ?? 'The model did not answer.',
    );
  } catch {
    return failed('Timeout', null, 'The model did not answer in time.');
  } finally {
    clearTimeout(limit);
  }
}

/** A table in which the deployment stands alone, without limits and conditions of its own. */
function tableOf(deployment: Deployment, model: string, timeoutMs: number): RoutingTable {
  const { teamId: _, ...rest } = deployment;
  const probed: Deployment = {
    ...rest,
    group: GROUP,
    target: { ...deployment.target, model },
    ...{ weight: null, rpm: null, tpm: null, maxParallelRequests: null, order: null },
    ...{ tags: [], numRetries: 0, timeoutMs, streamTimeoutMs: null },
  };
  return { ...NO_ROUTING, groups: new Map([[GROUP, [probed]]]) };
}

/** The provider's words without anything secret, of the deployment's own above all. */
function presentable(text: string, { apiKey, headers, params }: Deployment['target']): string {
  const secrets = [
    apiKey,
    ...Object.values(headers),
    ...Object.entries(params).map(([name, value]) => (isSecretName(name) ? value : null)),
  ].filter((secret): secret is string => typeof secret === 'string' && secret.length >= 4);
  const without = secrets.reduce((all, secret) => all.replaceAll(secret, '[redacted]'), text);
  return scrub(without).slice(0, MESSAGE_MAX);
}

function since(begun: number): number {
  return Math.round(performance.now() - begun);
}
