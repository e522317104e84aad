import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo } from './answers/answer.js';
import { type Behaviour, type Script } from './behaviour.js';
import { type Fault, findFault, readFaults } from './faults/fault.js';
import { aborted, type Ending, perform } from './faults/perform.js';
import { planStream, type WireEvent } from './faults/stream-plan.js';
import { type FakeProvider, type Generation, type PlainCall, type PlainReply } from './provider.js';
import { type ReceivedCall, type ReceivedCalls } from './received-calls.js';
import { parseJson, readText } from './request-body.js';

export interface Exchange {
  provider: FakeProvider;
  account: string;
  /** Path below the account's mount. */
  path: string;
  url: URL;
  request: IncomingMessage;
  response: ServerResponse;
  script: Script;
  calls: ReceivedCalls;
}

/**
 * One call from request to end: record it, let the vendor's rules accept or refuse it, find its behaviour (script, then
 * `x-fake-fault` header, then a `[[fault {…}]]` in the prompt), answer.
 */
export async function exchange(exchange: Exchange): Promise<void> {
  const { provider, request, response, calls } = exchange;
  const left = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) left.abort();
  });
  const call = record(exchange, await readText(request));
  const end = (ending: Ending) => {
    call.ending = ending;
    call.endedAt = Date.now();
    calls.changed();
  };
  const accepted = provider.accept({
    method: call.method,
    path: exchange.path,
    sentPath: exchange.url.pathname,
    query: exchange.url.searchParams,
    headers: call.headers,
    text: call.text,
  });
  if (accepted.kind === 'reply') {
    sendPlain(call, response, accepted);
    end('complete');
    return;
  }
  end(await answerAccepted(exchange, call, accepted, left.signal));
}

function record({ provider, account, url, request, calls }: Exchange, text: string): ReceivedCall {
  const call: ReceivedCall = {
    number: calls.nextNumber,
    receivedAt: Date.now(),
    provider: provider.id,
    account,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    text,
    body: parseJson(text) ?? null,
    model: '',
    status: null,
    eventsSent: 0,
    usage: null,
    ending: 'open',
    endedAt: null,
  };
  calls.add(call);
  return call;
}

async function answerAccepted(
  { provider, account, response, script }: Exchange,
  call: ReceivedCall,
  accepted: Generation | PlainCall,
  left: AbortSignal,
): Promise<Ending> {
  call.model = accepted.kind === 'call' ? accepted.model : accepted.prompt.model;
  const behaviour = script.take({ provider: provider.id, account, model: call.model });
  const faults = faultsOf(behaviour, call, accepted);
  const delayMs = findFault(faults, 'delay')?.ms;
  if (delayMs !== undefined) await sleep(delayMs, undefined, { signal: left }).catch(() => undefined);
  if (left.aborted) return 'client-left';
  if (findFault(faults, 'refuse-connection') !== undefined) {
    response.socket?.resetAndDestroy();
    return 'cut-by-fault';
  }
  const hang = findFault(faults, 'hang');
  if (hang !== undefined && hang.afterEvents === undefined) {
    await aborted(left);
    return 'client-left';
  }
  const refusal = refusalByFault(provider, faults, call);
  if (refusal !== null) return sendPlain(call, response, refusal);
  if (behaviour.verbatim !== undefined)
    return await sendVerbatim(provider, call, response, behaviour, faults, left);
  return await sendAnswer(provider, call, response, accepted, behaviour, faults, left);
}

function faultsOf(behaviour: Behaviour, call: ReceivedCall, accepted: Generation | PlainCall): Fault[] {
  const header = call.headers['x-fake-fault'];
  const inPrompt =
    accepted.kind === 'generation' ? /\[\[fault (.+?)\]\](?!\])/s.exec(accepted.prompt.text)?.[1] : undefined;
  return [
    ...(behaviour.faults ?? []),
    ...(header === undefined ? [] : readFaults(header)),
    ...(inPrompt === undefined ? [] : readFaults(inPrompt)),
  ];
}

function refusalByFault(
  provider: FakeProvider,
  faults: readonly Fault[],
  call: ReceivedCall,
): (PlainReply & { text?: string }) | null {
  const status = findFault(faults, 'status');
  if (status !== undefined) {
    const own = provider.error(status.status);
    const reply = { ...own, headers: { ...own.headers, ...status.headers } };
    return status.body === undefined ? reply : { ...reply, text: status.body };
  }
  const sendsOptions = /"stream_options"\s*:/.test(call.text);
  if (sendsOptions && findFault(faults, 'refuse-stream-options') !== undefined)
    return provider.error(400, 'Unknown field: stream_options');
  return null;
}

function sendPlain(
  call: ReceivedCall,
  response: ServerResponse,
  reply: PlainReply & { text?: string },
): Ending {
  call.status = reply.status;
  call.usage = reply.usage ?? null;
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(reply.text ?? JSON.stringify(reply.body));
  call.eventsSent = 1;
  return 'complete';
}

async function sendAnswer(
  provider: FakeProvider,
  call: ReceivedCall,
  response: ServerResponse,
  accepted: Generation | PlainCall,
  { answer = {} }: Behaviour,
  faults: readonly Fault[],
  left: AbortSignal,
): Promise<Ending> {
  const reply =
    accepted.kind === 'call'
      ? accepted.reply()
      : accepted.streamed
        ? accepted.stream(answerTo(accepted.prompt, answer), faults)
        : accepted.whole(answerTo(accepted.prompt, answer));
  const streamed = 'events' in reply;
  call.usage = reply.usage ?? null;
  call.status = streamed ? 200 : reply.status;
  const events = streamed ? reply.events : halves(JSON.stringify(reply.body));
  const frame = streamed ? provider.frame : ({ data }: { data: string }) => Buffer.from(data);
  const steps = planStream(events, frame, faults, provider.errorEvent);
  response.writeHead(call.status, { 'content-type': 'application/json', ...reply.headers });
  response.flushHeaders();
  return await perform(steps, response, left, () => (call.eventsSent += 1));
}

/** A whole reply counts as two events, so that faults can strike in its middle. */
function halves(text: string): WireEvent[] {
  const half = Math.ceil(text.length / 2);
  // Never between the two units of a character outside the basic plane.
  const middle = /[\uD800-\uDBFF]/.test(text[half - 1] ?? '') ? half + 1 : half;
  return [{ data: text.slice(0, middle) }, { data: text.slice(middle) }];
}

async function sendVerbatim(
  provider: FakeProvider,
  call: ReceivedCall,
  response: ServerResponse,
  { verbatim }: Behaviour,
  faults: readonly Fault[],
  left: AbortSignal,
): Promise<Ending> {
  call.status = verbatim?.status ?? 200;
  response.writeHead(call.status, { 'content-type': 'application/json', ...verbatim?.headers });
  const event = { data: verbatim?.body ?? '' };
  const steps = planStream(
    [event],
    ({ data }) => Buffer.from(data),
    faults,
    () => event,
  );
  return await perform(steps, response, left, () => (call.eventsSent += 1));
}
