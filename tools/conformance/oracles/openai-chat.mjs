/**
 * What a reply of the OpenAI chat API says, read the plain way and without the product's code: deltas joined by index,
 * the last usage, the last finish reason.
 */
export function splitStreams(payloads) {
  return [payloads];
}

export function readStream(payloads) {
  const reply = emptyReply();
  for (const payload of payloads) {
    const chunk = JSON.parse(payload);
    if (chunk.error) return { ...reply, error: true };
    for (const choice of chunk.choices ?? []) addChoice(reply, choice, choice.delta ?? {});
    readUsage(reply, chunk.usage ?? chunk.x_groq?.usage);
  }
  return ended(reply);
}

export function readWhole(body) {
  const reply = emptyReply();
  if (body.error) return { ...reply, error: true };
  for (const choice of body.choices ?? []) addChoice(reply, choice, choice.message);
  readUsage(reply, body.usage);
  return ended(reply);
}

/** OpenAI's word for how it ended; a call beside `stop` is a call. */
function ended(reply) {
  const words = { length: 'length', model_length: 'length', content_filter: 'content_filter' };
  return {
    ...reply,
    finish: words[reply.finish] ?? (Object.keys(reply.calls).length > 0 ? 'tool_calls' : 'stop'),
  };
}

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

function addChoice(reply, choice, delta) {
  if (typeof delta.content === 'string') reply.text += delta.content;
  else for (const part of delta.content ?? []) addPart(reply, part);
  reply.reasoning += delta.reasoning_content ?? delta.reasoning ?? '';
  for (const [place, call] of (delta.tool_calls ?? []).entries()) {
    const open = (reply.calls[call.index ?? place] ??= { name: '', arguments: '' });
    open.name += call.function?.name ?? '';
    open.arguments += call.function?.arguments ?? '';
  }
  if (choice.finish_reason) reply.finish = choice.finish_reason;
}

function addPart(reply, part) {
  if (part.type === 'thinking') reply.reasoning += part.thinking.map(({ text }) => text).join('');
  else if (part.type === 'text') reply.text += part.text;
}

/** xAI leaves reasoning out of `completion_tokens`; its total has it. */
function readUsage(reply, usage) {
  if (!usage) return;
  reply.input = usage.prompt_tokens;
  reply.output = Math.max(usage.completion_tokens, (usage.total_tokens ?? 0) - usage.prompt_tokens);
  reply.cached = usage.prompt_tokens_details?.cached_tokens ?? usage.cached_tokens ?? 0;
}
