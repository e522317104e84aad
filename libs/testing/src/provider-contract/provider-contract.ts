import { type ErrorClass, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, isFailure, openAiChat, type Provider } from '@tollgate/llm';
import { type FakeProviders } from '../fake-providers/fake-providers.js';
import { type FakedDeployment, fakedDeployment } from './deployment.js';

/** How a provider answered one demand of the contract: kept, refused by name before anything was sent, or broken. */
export type Verdict =
  | { readonly type: 'kept' }
  | { readonly type: 'cannot'; readonly param: string | null }
  | { readonly type: 'broken'; readonly why: string };

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const TOOL = {
  type: 'function',
  function: { name: 'temp', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const [OSLO, ROME] = ['{"city":"Oslo"}', '{"city":"Rome"}'];
const user = (content: Json) => ({ role: 'user', content });
const ONE_CALL = user(`use tool temp with ${OSLO}`);
const TWO_CALLS = user(`use tool temp with ${OSLO} and use tool temp with ${ROME}`);

/** What each demand asks, and what the fake's rules make of it: the text or the calls that must come back. */
const DEMANDS: Readonly<Record<string, { ask: JsonObject; text?: string; calls?: readonly string[] }>> = {
  text: { ask: { messages: [user('Nord 北🌍é')] }, text: 'Nord 北🌍é' },
  system: { ask: { messages: [{ role: 'system', content: 'Be terse.' }, user('Hi')] }, text: 'Hi' },
  'multi-turn': {
    ask: { messages: [user('Hi'), { role: 'assistant', content: 'Hello.' }, user('Sky?')] },
    text: 'Sky?',
  },
  'a call': { ask: { messages: [ONE_CALL], tools: [TOOL] }, calls: [OSLO] },
  'parallel calls': { ask: { messages: [TWO_CALLS], tools: [TOOL] }, calls: [OSLO, ROME] },
  'results of calls': {
    ask: { messages: [TWO_CALLS, calling(), result('a', '4'), result('b', '19')], tools: [TOOL] },
    text: 'Tool results: 4; 19',
  },
  image: {
    ask: { messages: [user([{ type: 'text', text: 'What?' }, IMAGE])] },
    text: 'I see 1 image. What?',
  },
};

/** Statuses of an upstream, and what each must be taken for. */
const FAULTS: readonly (readonly [status: number, classes: readonly ErrorClass[]])[] = [
  [400, ['BadRequestError']],
  [401, ['AuthenticationError']],
  [429, ['RateLimitError']],
  [500, ['InternalServerError', 'ServiceUnavailableError']],
];

function calling(): JsonObject {
  const call = (id: string, args: string) => ({
    id,
    type: 'function',
    function: { name: 'temp', arguments: args },
  });
  return { role: 'assistant', content: null, tool_calls: [call('a', OSLO), call('b', ROME)] };
}

function result(id: string, content: string): JsonObject {
  return { role: 'tool', tool_call_id: id, content };
}

/**
 * Holds a provider against the fake that speaks its wire format, over HTTP: each demand whole and streamed, both with the same
 * text, calls, finish and usage as the fake counted, and each kind of failure. Null: it does not chat.
 */
export async function runContract(
  provider: Provider,
  fakes: FakeProviders,
): Promise<ReadonlyMap<string, Verdict> | null> {
  const deployment = fakedDeployment(provider, fakes);
  if (deployment === null) return null;
  const verdicts = new Map<string, Verdict>();
  for (const name of Object.keys(DEMANDS)) verdicts.set(name, await demand(deployment, name, fakes));
  for (const [status, classes] of FAULTS)
    verdicts.set(`status ${status}`, await failing(deployment, status, classes));
  return verdicts;
}

async function demand(deployment: FakedDeployment, name: string, fakes: FakeProviders): Promise<Verdict> {
  const { ask = {}, text = null, calls = [] } = DEMANDS[name] ?? {};
  const said: string[] = [];
  for (const stream of [false, true]) {
    const sent = await send(deployment, { ...ask, stream }, deployment.manners);
    if ('refused' in sent) return { type: 'cannot', param: sent.refused };
    if (sent.status !== 200) return broken(`status ${sent.status}: ${sent.bytes.toString().slice(0, 200)}`);
    const events = stream ? streamed(deployment, sent.bytes) : whole(deployment, sent.bytes);
    const summary = summaryOf(events);
    const counted = fakes.calls.last().usage;
    // Beside calls some models tell their plan.
    if (text !== null && summary.text !== text) return broken(`text ${JSON.stringify(summary.text)}`);
    if (JSON.stringify(summary.calls) !== JSON.stringify(calls))
      return broken(`calls ${summary.calls.join()}`);
    if (summary.finish !== (calls.length > 0 ? 'tool_calls' : 'stop'))
      return broken(`finish ${summary.finish}`);
    if (summary.usage !== `${counted?.inputTokens}/${counted?.outputTokens}`)
      return broken(`usage ${summary.usage}`);
    said.push(JSON.stringify(summary));
  }
  return said[0] === said[1] ? { type: 'kept' } : broken(`stream ${said[1]} instead of ${said[0]}`);
}

async function failing(
  deployment: FakedDeployment,
  status: number,
  classes: readonly ErrorClass[],
): Promise<Verdict> {
  const fault = JSON.stringify({ kind: 'status', status });
  const sent = await send(deployment, { messages: [user('Hi')], stream: false }, { 'x-fake-fault': fault });
  if ('refused' in sent) return { type: 'cannot', param: sent.refused };
  const read = deployment.chat.readError(sent.status, {}, sent.bytes.toString());
  return classes.includes(read.class) ? { type: 'kept' } : broken(`${status} is read as ${read.class}`);
}

function broken(why: string): Verdict {
  return { type: 'broken', why };
}

type Sent = { readonly status: number; readonly bytes: Buffer } | { readonly refused: string | null };

async function send(
  { chat, target, signedIn }: FakedDeployment,
  ask: JsonObject,
  more: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const request = openAiChat.decode({ ...ask, model: target.model });
  if (isFailure(request)) throw new Error(request.message);
  const body = chat.encode({ ...request, model: target.model, includeUsage: true }, target);
  if (isFailure(body)) return { refused: body.param };
  const address = chat.address(target, request.stream);
  if (isFailure(address)) throw new Error(address.message);
  const headers: Record<string, string> = { 'content-type': 'application/json', ...signedIn, ...more };
  for (let at = 0; at + 1 < address.headers.length; at += 2)
    headers[address.headers[at] ?? ''] = address.headers[at + 1] ?? '';
  const response = await fetch(address.url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

function whole({ chat }: FakedDeployment, bytes: Buffer): ChatEvent[] {
  return chat.decodeReply(JSON.parse(bytes.toString()) as Json);
}

/** Fed byte by byte. */
function streamed({ chat }: FakedDeployment, bytes: Buffer): ChatEvent[] {
  const decoder = chat.decodeStream();
  return [...[...bytes].flatMap((byte) => decoder.push(Uint8Array.of(byte))), ...decoder.end()];
}

function summaryOf(events: readonly ChatEvent[]) {
  const summary = { text: '', calls: [] as string[], finish: '', usage: '' };
  for (const event of events) {
    if (event.type === 'text-delta') summary.text += event.text;
    if (event.type === 'tool-call-start') summary.calls[event.call] = '';
    if (event.type === 'tool-call-delta') summary.calls[event.call] += event.argumentsText;
    if (event.type === 'finish') summary.finish = event.reason;
    if (event.type === 'usage') summary.usage = `${event.usage.inputTokens}/${event.usage.outputTokens}`;
    if (event.type === 'error') summary.finish = event.fault.message;
  }
  // Arguments that came as an object are written anew.
  summary.calls = summary.calls.map((text) => canonical(text));
  return summary;
}

function canonical(text: string): string {
  const value: unknown = JSON.parse(text || '{}');
  return isJsonObject(value) ? JSON.stringify(value) : text;
}
