/** What is sent and answered: a short question with a system prompt, and 100 tokens of answer. */
export const ASKED_MODEL = 'team/quick';
export const SENT_MODEL = 'gpt-4o-mini-2024-07-18';
export const ANTHROPIC_MODEL = 'claude-sonnet-4-20250514';
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

const CLAUDE_USAGE = {
  input_tokens: 61,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 100,
  service_tier: 'standard',
};
const CLAUDE_MESSAGE = {
  id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
  type: 'message',
  role: 'assistant',
  model: ANTHROPIC_MODEL,
};

/** The same answer as Anthropic's Messages API gives it. */
export function claudeReplyBody() {
  const text = Array.from({ length: SSE_CHUNKS }, (_, i) => WORDS[i % WORDS.length]).join('');
  return JSON.stringify({
    ...CLAUDE_MESSAGE,
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: CLAUDE_USAGE,
  });
}

/** The same stream as Anthropic's Messages API sends it. */
export function claudeReplyEvents() {
  const event = (type, members) => `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
  return [
    event('message_start', {
      message: {
        ...CLAUDE_MESSAGE,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...CLAUDE_USAGE, output_tokens: 1 },
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('ping', {}),
    ...Array.from({ length: SSE_CHUNKS }, (_, i) =>
      event('content_block_delta', {
        index: 0,
        delta: { type: 'text_delta', text: WORDS[i % WORDS.length] },
      }),
    ),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 100 },
    }),
    event('message_stop', {}),
  ];
}
