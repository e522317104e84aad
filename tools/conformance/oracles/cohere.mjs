/**
 * What replies of Cohere's Chat API v2 say, read the plain way and without the product's code. The plan before tool calls
 * is part of the text; tokens are those that are billed.
 */
export function splitStreams(payloads) {
  return [payloads];
}

const WORDS = { COMPLETE: 'stop', STOP_SEQUENCE: 'stop', MAX_TOKENS: 'length', TOOL_CALL: 'tool_calls' };

export function readStream(payloads) {
  const reply = { text: '', reasoning: '', calls: [], finish: null, error: false };
  for (const payload of payloads) addEvent(reply, JSON.parse(payload));
  return reply;
}

function addEvent(reply, { type, index, delta }) {
  const message = delta?.message;
  if (type === 'tool-plan-delta') reply.text += message.tool_plan;
  if (type === 'content-start' || type === 'content-delta') addContent(reply, message.content);
  if (type === 'tool-call-start') {
    const { name, arguments: text } = message.tool_calls.function;
    reply.calls[index] = { name, arguments: text };
  }
  if (type === 'tool-call-delta') reply.calls[index].arguments += message.tool_calls.function.arguments;
  if (type === 'message-end') addEnd(reply, delta);
}

export function readWhole(body) {
  const { content = [], tool_plan: plan = '', tool_calls: calls = [] } = body.message;
  const reply = { text: plan, reasoning: '', calls: calls.map((call) => call.function), error: false };
  for (const block of content) addContent(reply, block);
  addEnd(reply, body);
  return reply;
}

function addContent(reply, { text = '', thinking = '' }) {
  reply.text += text;
  reply.reasoning += thinking;
}

function addEnd(reply, { finish_reason: finish, usage }) {
  reply.finish = WORDS[finish];
  reply.input = usage.billed_units.input_tokens;
  reply.output = usage.billed_units.output_tokens;
  reply.cached = 0;
}
