/**
 * One call and how it ended for its client: `answered` (whole, with its tokens), `left` (on purpose, in the middle),
 * `refused` (a reply that is no answer) or `broken` (the connection).
 */
export async function callOnce(url, key, number) {
  const call = { id: `chaos-${number}`, key, model: number % 4 < 2 ? 'gpt' : 'claude' };
  try {
    return { ...call, ...(await ended(url, call, number)) };
  } catch {
    return { ...call, outcome: 'broken' };
  }
}

async function ended(url, call, number) {
  const stream = number % 2 === 1;
  const leaving = number % 10 === 7;
  const reply = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    signal: AbortSignal.timeout(30_000),
    headers: {
      authorization: `Bearer ${call.key}`,
      'content-type': 'application/json',
      'x-litellm-call-id': call.id,
    },
    body: JSON.stringify({
      model: call.model,
      max_completion_tokens: 400,
      messages: [{ role: 'user', content: prompt(number) }],
      metadata: { tags: [`lane-${number % 3}`] },
      ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    }),
  });
  if (reply.status !== 200) {
    await reply.arrayBuffer();
    return { outcome: 'refused', status: reply.status };
  }
  if (leaving) return leave(reply);
  return stream ? readStream(await reply.text()) : answered(JSON.parse(await reply.text()).usage);
}

/** Of ten prompts one makes the upstream fail, one its stream break, and one streams slowly enough to be left. */
function prompt(number) {
  const words = `call ${number}: say ${10 + (number % 17)} words`;
  if (number % 10 === 4) return `${words} [[fault {"kind":"status","status":500}]]`;
  if (number % 10 === 9) return `${words} [[fault {"kind":"cut","afterEvents":6,"how":"reset"}]]`;
  if (number % 10 === 7) return `call ${number}: say 90 words [[fault {"kind":"drip","ms":5}]]`;
  return words;
}

/** A stream is an answer when it has ended as one, with its usage. */
function readStream(text) {
  if (!text.includes('data: [DONE]')) return { outcome: 'broken' };
  const chunks = [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, json]) => JSON.parse(json));
  if (chunks.some((chunk) => chunk.error)) return { outcome: 'refused', status: 200 };
  return answered(chunks.findLast((chunk) => chunk.usage)?.usage);
}

function answered(usage) {
  if (!usage) return { outcome: 'broken' };
  return {
    outcome: 'answered',
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
  };
}

async function leave(reply) {
  const reader = reply.body.getReader();
  for (let pieces = 0; pieces < 4; pieces += 1) if ((await reader.read()).done) break;
  await reader.cancel();
  return { outcome: 'left' };
}
