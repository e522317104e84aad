/**
 * What GenerateContentResponses say, read the plain way and without the product's code. Calls whose arguments Vertex
 * streams in pieces are put together by their JSON paths.
 */
export function splitStreams(payloads) {
  return [payloads];
}

export function readStream(payloads) {
  const reply = {
    text: '',
    reasoning: '',
    calls: [],
    finish: null,
    input: null,
    output: null,
    cached: null,
    error: false,
  };
  const open = { call: null };
  for (const payload of payloads) addResponse(reply, open, JSON.parse(payload));
  for (const call of reply.calls) call.arguments = JSON.stringify(call.arguments);
  return { ...reply, finish: finishOf(reply) };
}

/** Source: Gemini API reference, `FinishReason`; the words are OpenAI's. */
function finishOf({ finish, calls }) {
  if (finish === 'MAX_TOKENS') return 'length';
  if (finish === 'STOP') return calls.length > 0 ? 'tool_calls' : 'stop';
  return 'content_filter';
}

export function readWhole(body) {
  return readStream([JSON.stringify(body)]);
}

function addResponse(reply, open, response) {
  if (response.error) reply.error = true;
  const [candidate] = response.candidates ?? [];
  for (const part of candidate?.content?.parts ?? []) addPart(reply, open, part);
  reply.finish = candidate?.finishReason ?? reply.finish;
  const usage = response.usageMetadata;
  if (!usage) return;
  reply.input = (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0);
  reply.output = (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0);
  reply.cached = usage.cachedContentTokenCount ?? 0;
}

function addPart(reply, open, { text, thought, functionCall }) {
  if (text !== undefined) reply[thought ? 'reasoning' : 'text'] += text;
  if (!functionCall) return;
  const { name, args, partialArgs, willContinue } = functionCall;
  if (name) {
    open.call = { name, arguments: args ?? {} };
    reply.calls.push(open.call);
  }
  for (const piece of partialArgs ?? []) addPiece(open.call.arguments, piece);
  if (!willContinue) open.call = null;
}

/** `$.a.b[0]` and a piece of its value; pieces of a text are joined. */
function addPiece(target, { jsonPath, stringValue, numberValue, boolValue, ...rest }) {
  const steps = [...jsonPath.matchAll(/\.([^.[\]]+)|\[(?:'([^']+)'|"([^"]+)"|(\d+))\]/g)].map(
    ([, name, quoted, other, index]) => (index === undefined ? (name ?? quoted ?? other) : Number(index)),
  );
  const last = steps.pop();
  let holder = target;
  steps.forEach((step, at) => {
    holder = holder[step] ??= typeof (steps[at + 1] ?? last) === 'number' ? [] : {};
  });
  const value = stringValue ?? numberValue ?? boolValue ?? ('nullValue' in rest ? null : '');
  holder[last] = typeof holder[last] === 'string' ? holder[last] + value : value;
}
