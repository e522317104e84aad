import { describeContract } from '../contract.suite.js';
import { findProvider } from '../registry.js';

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const TOOL = {
  type: 'function',
  function: {
    name: 'temp',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const HI = { role: 'user', content: 'Hi' };
/** Names of nine letters that stand for the calls `call_a`, `call_b` and `call_s`: FNV-1a, 64 bits, in base 36. */
const [A, B, S] = ['8p13umlvd', '7ixs44fts', 'e5gmmbe2r'] as const;
const call = (id: string, name: string, args: string) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});

describeContract({
  provider: findProvider('mistral')!,
  target: {
    model: 'mistral-medium-latest',
    baseUrl: null,
    apiKey: 'test',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
  },
  sends: {
    text: { model: 'mistral-medium-latest', messages: [HI] },
    system: { messages: [{ role: 'system', content: 'Be terse.' }, HI] },
    'multi-turn': {
      messages: [HI, { role: 'assistant', content: 'Hello.' }, { role: 'user', content: 'Sky?' }],
    },
    'tools round trip': {
      tools: [TOOL],
      messages: [
        { role: 'user', content: 'Oslo and Rome?' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [call(A, 'temp', '{"city":"Oslo"}'), call(B, 'temp', '{"city":"Rome"}')],
        },
        { role: 'tool', tool_call_id: A, content: '4' },
        { role: 'tool', tool_call_id: B, content: '19' },
        { role: 'user', content: 'Which is warmer?' },
      ],
    },
    'forced tool': { tools: [TOOL], tool_choice: { type: 'function', function: { name: 'temp' } } },
    'one tool call at most': { tools: [TOOL], parallel_tool_calls: false },
    image: { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, IMAGE] }] },
    'image in a tool result': {
      messages: [
        { role: 'user', content: 'Shoot.' },
        { role: 'assistant', content: null, tool_calls: [call(S, 'shot', '{}')] },
        { role: 'tool', tool_call_id: S, content: [{ type: 'text', text: 'saved' }] },
        {
          role: 'user',
          content: [{ type: 'text', text: 'Attachment of the result of tool call call_s:' }, IMAGE],
        },
      ],
    },
    document: {
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'document_url',
              document_url: 'data:application/pdf;base64,JVBERi0=',
              document_name: 'a.pdf',
            },
          ],
        },
      ],
    },
    'JSON schema': {
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'answer',
          strict: true,
          schema: { type: 'object', properties: { a: { type: 'string' } } },
        },
      },
    },
    'reasoning effort': { reasoning_effort: 'high', max_tokens: 8000 },
    'stop texts': { stop: ['END'] },
  },
  usage: {
    text: { inputTokens: 20, outputTokens: 9 },
    tools: { inputTokens: 50, outputTokens: 30 },
    reasoning: { inputTokens: 12, outputTokens: 40 },
  },
  unsupported: { logit_bias: { '1': 5 }, logprobs: true, top_logprobs: 2, top_k: 5, verbosity: 'low' },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: {
        object: 'error',
        message:
          'Prompt contains 130001 tokens and 0 draft tokens, too large for model with 128000 maximum context length',
        type: 'invalid_request_prompt',
        param: null,
        code: '3051',
      },
      class: 'ContextWindowExceededError',
    },
    {
      name: 'an unknown member',
      status: 422,
      body: {
        object: 'error',
        message: {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', 'user'],
              msg: 'Extra inputs are not permitted',
              input: 'u',
            },
          ],
        },
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
      class: 'BadRequestError',
    },
    {
      name: 'an unknown model',
      status: 400,
      body: {
        object: 'error',
        message: 'Invalid model: x',
        type: 'invalid_model',
        param: null,
        code: '1500',
      },
      class: 'BadRequestError',
    },
    {
      name: 'a wrong key',
      status: 401,
      body: { message: 'Unauthorized', request_id: 'r-1' },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'rate limit',
      status: 429,
      body: {
        object: 'error',
        message: 'Rate limit exceeded',
        type: 'rate_limited',
        param: null,
        code: '1300',
      },
      class: 'RateLimitError',
    },
    {
      name: 'capacity',
      status: 503,
      body: { object: 'error', message: 'Service unavailable.', type: 'internal_server_error', code: '3000' },
      class: 'ServiceUnavailableError',
    },
  ],
});
