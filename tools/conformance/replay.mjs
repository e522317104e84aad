import { openAiChat } from '@tollgate/llm';

const CONTEXT = {
  id: 'chatcmpl-conformance',
  created: 1,
  model: 'asked',
  includeUsage: true,
  costOfUsage: null,
};

/** Sizes of the pieces a stream is fed in; small recordings are also cut at every byte. */
const PIECES = [1, 2, 3, 7, 64, 1000, Infinity];
const SMALL = 6_000;

/** Feeds bytes to a fresh decoder in pieces that end at `cuts`. */
function decode(family, bytes, cuts) {
  const decoder = family.chat.decodeStream();
  const events = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    events.push(...decoder.push(bytes.subarray(from, cut)));
    from = cut;
  }
  return [...events, ...decoder.end()];
}

function cutsOf(length, size) {
  const cuts = [];
  for (let cut = size; cut < length; cut += size) cuts.push(cut);
  return cuts;
}

/** Events of a stream, and what went wrong between its cuts and line ends. */
export function replayStream(family, payloads, problems) {
  const text = family.frameBytes ? null : payloads.map(family.frame).join('') + family.end;
  const bytes =
    text === null ? Buffer.concat(payloads.map(family.frameBytes)) : new TextEncoder().encode(text);
  const events = decode(family, bytes, []);
  const expected = JSON.stringify(events);
  const check = (what, other) => {
    if (JSON.stringify(other) !== expected) problems.push(`differs ${what}`);
  };
  for (const size of PIECES)
    check(`in pieces of ${size} bytes`, decode(family, bytes, cutsOf(bytes.length, size)));
  if (bytes.length <= SMALL) {
    for (let cut = 1; cut < bytes.length; cut += 1) check(`cut at byte ${cut}`, decode(family, bytes, [cut]));
  }
  if (text === null || family.comments === false) return events;
  const crlf = new TextEncoder().encode(
    `: comment\r\n${text.replaceAll('\n', '\r\n').replaceAll('data: ', 'data:')}`,
  );
  check('with CRLF, a comment and no space after the colon', decode(family, crlf, cutsOf(crlf.length, 5)));
  return events;
}

/** What events say, in the words of the oracles. */
export function summarize(events) {
  const reply = {
    text: '',
    reasoning: '',
    calls: [],
    finish: null,
    input: null,
    output: null,
    cached: null,
  };
  reply.error = events.some((event) => event.type === 'error');
  for (const event of events) {
    if (event.type === 'text-delta') reply.text += event.text;
    if (event.type === 'reasoning-delta') reply.reasoning += event.text;
    if (event.type === 'tool-call-start') reply.calls[event.call] = { name: event.name, arguments: '' };
    if (event.type === 'tool-call-delta') reply.calls[event.call].arguments += event.argumentsText;
    if (event.type === 'finish') reply.finish = event.reason;
    if (event.type === 'usage') {
      reply.input = event.usage.inputTokens;
      reply.output = event.usage.outputTokens;
      reply.cached = event.usage.cacheReadTokens;
    }
  }
  return reply;
}

/** Holds a summary against what the oracle read. */
export function compare(summary, truth, problems) {
  if (summary.error !== truth.error)
    problems.push(truth.error ? 'an error was not seen' : 'an error where there is none');
  if (truth.error) return;
  for (const field of ['text', 'reasoning', 'input', 'output', 'cached']) {
    if (summary[field] !== truth[field])
      problems.push(`${field}: ${clip(summary[field])} instead of ${clip(truth[field])}`);
  }
  const calls = (list) =>
    JSON.stringify(Object.values(list).map((call) => [call.name, JSON.parse(call.arguments || '{}')]));
  if (calls(summary.calls) !== calls(truth.calls)) problems.push(`tool calls: ${calls(summary.calls)}`);
  if (summary.finish !== truth.finish) problems.push(`finish: ${summary.finish} instead of ${truth.finish}`);
}

const clip = (value) => JSON.stringify(value ?? null).slice(0, 80);

/** What a client gets as a stream, put together, must be what it gets whole. */
export function checkClientSide(events, problems) {
  if (events.some((event) => event.type === 'error')) return;
  const whole = openAiChat.encodeReply(events, CONTEXT);
  const encoder = openAiChat.encodeStream(CONTEXT);
  const frames = (events.map((event) => encoder.push([event])).join('') + encoder.end())
    .split('\n\n')
    .slice(0, -1);
  if (frames.pop() !== 'data: [DONE]') problems.push('the client stream does not end with [DONE]');
  const chunks = frames.map((frame) => JSON.parse(frame.slice('data: '.length)));
  const deltas = chunks.flatMap((chunk) => chunk.choices);
  const message = whole.choices[0].message;
  const joined = (field) => deltas.map((choice) => choice.delta[field] ?? '').join('');
  const finishes = deltas.filter(
    (choice) => choice.finish_reason !== null && choice.finish_reason !== undefined,
  );
  const last = chunks.filter((chunk) => !chunk.usage).at(-1);
  const hasUsage = events.some((event) => event.type === 'usage');
  const checks = {
    'one id and model': chunks.every((chunk) => chunk.id === CONTEXT.id && chunk.model === CONTEXT.model),
    'role once': deltas.filter((choice) => choice.delta.role !== undefined).length === 1,
    'one finish chunk, the last before usage':
      finishes.length === 1 && last.choices[0]?.finish_reason === whole.choices[0].finish_reason,
    'usage once, at the end': hasUsage
      ? chunks.filter((chunk) => chunk.usage).length === 1 && chunks.at(-1).choices.length === 0
      : chunks.every((chunk) => !chunk.usage),
    'no null members': deltas.every((choice) => Object.values(choice.delta).every((value) => value !== null)),
    'same text': joined('content') === (message.content ?? ''),
    'same reasoning': joined('reasoning_content') === (message.reasoning_content ?? ''),
    'same tool calls':
      JSON.stringify(joinCalls(deltas)) === JSON.stringify((message.tool_calls ?? []).map(named)),
  };
  for (const [promise, kept] of Object.entries(checks))
    if (!kept) problems.push(`client stream: not ${promise}`);
}

function joinCalls(deltas) {
  const calls = [];
  for (const fragment of deltas.flatMap((choice) => choice.delta.tool_calls ?? [])) {
    const call = (calls[fragment.index] ??= { name: fragment.function.name, arguments: '' });
    call.arguments += fragment.function.arguments;
  }
  return calls.map(({ name, arguments: text }) => ({ name, arguments: text || '{}' }));
}

const named = (call) => ({ name: call.function.name, arguments: call.function.arguments });
