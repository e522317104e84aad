/** Recordings are one stream each. */
export function splitStreams(payloads) {
  return [payloads];
}

/** What a Converse reply says, read the plain way and without the product's code. */
export function readStream(payloads) {
  const reply = emptyReply();
  const blocks = new Map();
  let usage = null;
  for (const payload of payloads) {
    const { contentBlockStart: start, contentBlockDelta: delta, messageStop, metadata } = JSON.parse(payload);
    if (start) blocks.set(start.contentBlockIndex, { call: start.start.toolUse, json: '' });
    if (delta) addDelta(blocks, delta.contentBlockIndex, delta.delta);
    if (messageStop) reply.finish = FINISH[messageStop.stopReason] ?? 'stop';
    if (metadata) usage = metadata.usage;
  }
  for (const [, block] of [...blocks].sort(([a], [b]) => a - b)) addBlock(reply, block);
  return withUsage(reply, usage);
}

export function readWhole(body) {
  const reply = emptyReply();
  for (const { text, toolUse, reasoningContent } of body.output.message.content) {
    const json = toolUse ? JSON.stringify(toolUse.input) : '';
    addBlock(reply, { call: toolUse, json, text, reasoning: reasoningContent?.reasoningText?.text });
  }
  reply.finish = FINISH[body.stopReason] ?? 'stop';
  return withUsage(reply, body.usage);
}

/** Source: Converse reference, `stopReason`; the words are OpenAI's. */
const FINISH = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
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

function addDelta(blocks, index, delta) {
  const block = blocks.get(index) ?? { json: '' };
  blocks.set(index, block);
  if (delta.text) block.text = (block.text ?? '') + delta.text;
  if (delta.toolUse) block.json += delta.toolUse.input;
  if (delta.reasoningContent?.text) block.reasoning = (block.reasoning ?? '') + delta.reasoningContent.text;
}

function addBlock(reply, { call, json, text, reasoning }) {
  reply.text += text ?? '';
  reply.reasoning += reasoning ?? '';
  if (call) reply.calls.push({ name: call.name, arguments: json || '{}' });
}

function withUsage(reply, usage) {
  if (!usage) return reply;
  const read = usage.cacheReadInputTokens ?? 0;
  const input = usage.inputTokens + read + (usage.cacheWriteInputTokens ?? 0);
  return { ...reply, input, output: usage.outputTokens, cached: read };
}
