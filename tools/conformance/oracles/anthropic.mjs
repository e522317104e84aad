/** Streams of several turns, cut after each `message_stop`. */
export function splitStreams(payloads) {
  const streams = [[]];
  for (const payload of payloads) {
    streams.at(-1).push(payload);
    if (JSON.parse(payload).type === 'message_stop') streams.push([]);
  }
  return streams.filter((stream) => stream.length > 0);
}

/** What a message of Anthropic says, read the plain way and without the product's code. */
export function readStream(payloads) {
  const reply = emptyReply();
  const blocks = new Map();
  let usage = {};
  for (const payload of payloads) {
    const event = JSON.parse(payload);
    if (event.type === 'error') return { ...reply, error: true };
    if (event.type === 'message_start') usage = { ...usage, ...event.message.usage };
    if (event.type === 'content_block_start') blocks.set(event.index, { ...event.content_block, json: '' });
    if (event.type === 'content_block_delta') addDelta(blocks.get(event.index), event.delta);
    if (event.type === 'message_delta') {
      reply.finish = event.delta.stop_reason ?? reply.finish;
      usage = { ...usage, ...event.usage };
    }
  }
  for (const block of blocks.values()) addBlock(reply, block);
  return withUsage(reply, usage);
}

export function readWhole(body) {
  const reply = emptyReply();
  if (body.type === 'error') return { ...reply, error: true };
  for (const block of body.content) addBlock(reply, block);
  reply.finish = body.stop_reason;
  return withUsage(reply, body.usage);
}

/** Source: Messages API reference, `stop_reason`; the words are OpenAI's. */
const FINISH = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
};

function emptyReply() {
  return {
    text: '',
    reasoning: '',
    calls: [],
    finish: null,
    input: null,
    output: null,
    cached: null,
    error: false,
  };
}

function addDelta(block, delta) {
  if (delta.type === 'text_delta') block.text += delta.text;
  if (delta.type === 'thinking_delta') block.thinking += delta.thinking;
  if (delta.type === 'input_json_delta') block.json += delta.partial_json;
}

function addBlock(reply, block) {
  if (block.type === 'text') reply.text += block.text;
  if (block.type === 'thinking') reply.reasoning += block.thinking;
  if (block.type === 'tool_use') {
    reply.calls.push({ name: block.name, arguments: block.json || JSON.stringify(block.input) });
  }
}

function withUsage(reply, usage) {
  const read = usage.cache_read_input_tokens ?? 0;
  const input = usage.input_tokens + read + (usage.cache_creation_input_tokens ?? 0);
  return {
    ...reply,
    input,
    output: usage.output_tokens,
    cached: read,
    finish: FINISH[reply.finish] ?? 'stop',
  };
}
