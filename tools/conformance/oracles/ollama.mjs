/** What replies of Ollama's chat API say, read the plain way and without the product's code. */
export function splitStreams(payloads) {
  return [payloads];
}

export function readStream(payloads) {
  const reply = { text: '', reasoning: '', calls: [], finish: null, error: false };
  for (const payload of payloads) addLine(reply, JSON.parse(payload));
  if (reply.finish === 'stop' && reply.calls.length > 0) reply.finish = 'tool_calls';
  return reply;
}

export function readWhole(body) {
  return readStream([JSON.stringify(body)]);
}

function addLine(reply, line) {
  if (line.error) reply.error = true;
  const { content = '', thinking = '', tool_calls: calls = [] } = line.message ?? {};
  reply.text += content;
  reply.reasoning += thinking;
  for (const { function: call } of calls)
    reply.calls.push({ name: call.name, arguments: JSON.stringify(call.arguments) });
  if (!line.done) return;
  reply.finish = line.done_reason;
  reply.input = line.prompt_eval_count ?? 0;
  reply.output = line.eval_count ?? 0;
  reply.cached = 0;
}
