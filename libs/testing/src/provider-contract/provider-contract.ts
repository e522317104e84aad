import { type ErrorClass, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, isFailure, openAiChat, type Provider, SUPPORT_PROBES } from '@tollgate/llm';
import { type FakeProviders } from '../fake-providers/fake-providers.js';
import { type FakedDeployment, fakedDeployment } from './deployment.js';

/** How a provider answered one demand of the contract: kept, refused by name before anything was sent, or broken. */
export type Verdict =
  | { readonly type: 'kept' }
  | { readonly type: 'cannot'; readonly param: string | null }
  | { readonly type: 'broken'; readonly why: string };

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const DOCUMENT = {
  type: 'file',
  file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' },
};
const ONE_NUMBER = {
  name: 'one',
  strict: true,
  schema: {
    type: 'object',
    properties: { a: { type: 'integer' } },
    required: ['a'],
    additionalProperties: false,
  },
};
const TOOL = {
  type: 'function',
  function: { name: 'temp', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const [OSLO, ROME] = ['{"city":"Oslo"}', '{"city":"Rome"}'];
const user = (content: Json) => ({ role: 'user', content });
const ONE_CALL = user(`use tool temp with ${OSLO}`);
const TWO_CALLS = user(`use tool temp with ${OSLO} and use tool temp with ${ROME}`);

/** What each demand asks, and what the fake's rules make of it: the text or the calls that must come back. */
const DEMANDS: Readonly<
  Record<string, { ask: JsonObject; text?: string; json?: boolean; calls?: readonly string[] }>
> = {
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
  document: { ask: { messages: [user([{ type: 'text', text: 'What?' }, DOCUMENT])] }, text: 'What?' },
  'JSON object': {
    ask: { messages: [user('In JSON.')], response_format: { type: 'json_object' } },
    json: true,
  },
  'JSON schema': {
    ask: { messages: [user('A number.')], response_format: { type: 'json_schema', json_schema: ONE_NUMBER } },
    text: '{"a":1}',
  },
  reasoning: { ask: { messages: [user('Hi')], reasoning_effort: 'low' }, text: 'Hi' },
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

/** What a demand is called that asks for one parameter of OpenAI's. */
const parameterDemand = (name: string): string => `parameter ${name}`;

/** How many demands a provider is held to. */
export const CONTRACT_SIZE =
  Object.keys(DEMANDS).length + 1 + Object.keys(SUPPORT_PROBES).length + FAULTS.length;

/**
 * Holds a provider against the fake that speaks its wire format, over HTTP: each demand whole and streamed, both with the same
 * text, calls, finish and usage as the fake counted; a reply with its thoughts taken back as history; each parameter honoured
 * or refused by its own name, and left out when the operator wants that; each kind of failure. Null: it does not chat.
 */
export async function runContract(
  provider: Provider,
  fakes: FakeProviders,
): Promise<ReadonlyMap<string, Verdict> | null> {
  const deployment = fakedDeployment(provider, fakes);
  if (deployment === null) return null;
  const verdicts = new Map<string, Verdict>();
  for (const name of Object.keys(DEMANDS)) verdicts.set(name, await demand(deployment, name, fakes));
  verdicts.set('reasoning, taken back', await takenBack(deployment));
  for (const [name, members] of Object.entries(SUPPORT_PROBES))
    verdicts.set(parameterDemand(name), parameter(deployment, name, members));
  for (const [status, classes] of FAULTS)
    verdicts.set(`status ${status}`, await failing(deployment, status, classes));
  return verdicts;
}

async function demand(deployment: FakedDeployment, name: string, fakes: FakeProviders): Promise<Verdict> {
  const { ask = {}, text = null, json = false, calls = [] } = DEMANDS[name] ?? {};
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
    if (json && !isJsonObject(JSON.parse(summary.text || 'null'))) return broken(`no JSON: ${summary.text}`);
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

/** What the model thought and said comes back as the history of the next turn, as an OpenAI client keeps it. */
async function takenBack(deployment: FakedDeployment): Promise<Verdict> {
  const messages = [user('Hi')];
  const first = await send(deployment, { messages, reasoning_effort: 'low', stream: false });
  if ('refused' in first) return { type: 'cannot', param: first.refused };
  const reply = openAiChat.encodeReply(whole(deployment, first.bytes), REPLY);
  const [choice] = reply['choices'] as [{ message: JsonObject }];
  const history = { messages: [...messages, choice.message, user('Sky?')], reasoning_effort: 'low' };
  const second = await send(deployment, { ...history, stream: false });
  if ('refused' in second) return broken(`its own reply is refused as ${second.refused}`);
  if (second.status !== 200)
    return broken(`status ${second.status}: ${second.bytes.toString().slice(0, 200)}`);
  const { text } = summaryOf(whole(deployment, second.bytes));
  return text === 'Sky?' ? { type: 'kept' } : broken(`text ${JSON.stringify(text)}`);
}

const REPLY = { id: 'chatcmpl-1', created: 0, model: 'm', includeUsage: true, costOfUsage: null };

/** Nothing is sent: what a translator cannot say it refuses before. */
function parameter({ chat, target }: FakedDeployment, name: string, members: JsonObject): Verdict {
  const asked = openAiChat.decode({ model: target.model, messages: [user('In JSON.')], ...members });
  if (isFailure(asked)) return broken(asked.message);
  const request = { ...asked, model: target.model };
  const body = chat.encode(request, target);
  if (!isFailure(body)) return { type: 'kept' };
  if (body.class !== 'UnsupportedParamsError') return broken(`${body.class}: ${body.message}`);
  const root = (body.param ?? '').split(/[.[]/)[0] ?? '';
  if (!(root in members)) return broken(`the refusal names ${body.param}`);
  if (isFailure(chat.encode(request, { ...target, dropParams: true })))
    return broken('drop_params does not help');
  return { type: 'cannot', param: body.param };
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
  const summary = { text: '', reasoning: '', calls: [] as string[], finish: '', usage: '' };
  for (const event of events) {
    if (event.type === 'text-delta') summary.text += event.text;
    if (event.type === 'reasoning-delta') summary.reasoning += event.text;
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
