/** What is sent and answered: a short question with a system prompt, and 100 tokens of answer. */
export const ASKED_MODEL = 'team/quick';
export const SENT_MODEL = 'gpt-4o-mini-2024-07-18';
export const SSE_CHUNKS = 100;

const SYSTEM =
  'You are a careful assistant of the support desk. Answer in one paragraph, name the page of the manual you rely on, and say so when you do not know.';

export function requestBody(stream, includeUsage) {
  return JSON.stringify({
    model: ASKED_MODEL,
    messages: [
      { role: 'system', content: SYSTEM },
      {
        role: 'user',
        content: 'How do I change the "billing address" of an order that has not been shipped yet?',
      },
    ],
    temperature: 0.2,
    max_tokens: 400,
    ...(stream ? { stream: true } : {}),
    ...(stream && includeUsage ? { stream_options: { include_usage: true } } : {}),
  });
}

const WORDS =
  'Open the order, choose "Edit", then the address; it is saved at once (manual, page 12). '.split(/(?<= )/);
const USAGE = {
  prompt_tokens: 61,
  completion_tokens: 100,
  total_tokens: 161,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};

export function replyBody() {
  const content = Array.from({ length: SSE_CHUNKS }, (_, i) => WORDS[i % WORDS.length]).join('');
  return JSON.stringify({
    id: 'chatcmpl-Bx7Qv2kT0aYwJm4s9LrE1cHd',
    object: 'chat.completion',
    created: 1760000000,
    model: SENT_MODEL,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: USAGE,
    service_tier: 'default',
    system_fingerprint: 'fp_560af6e559',
  });
}

/** The events of a streamed reply, as OpenAI sends them when usage is asked for. */
export function replyEvents() {
  const head = {
    id: 'chatcmpl-Bx7Qv2kT0aYwJm4s9LrE1cHd',
    object: 'chat.completion.chunk',
    created: 1760000000,
    model: SENT_MODEL,
    service_tier: 'default',
    system_fingerprint: 'fp_560af6e559',
  };
  const event = (delta, finish) =>
    `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null })}\n\n`;
  return [
    event({ role: 'assistant', content: '', refusal: null }, null),
    ...Array.from({ length: SSE_CHUNKS }, (_, i) => event({ content: WORDS[i % WORDS.length] }, null)),
    event({}, 'stop'),
    `data: ${JSON.stringify({ ...head, choices: [], usage: USAGE })}\n\n`,
    'data: [DONE]\n\n',
  ];
}
