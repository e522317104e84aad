import { describeContract } from '../contract.suite.js';
import { cohere } from './provider.js';

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const TOOL = {
  type: 'function',
  function: {
    name: 'temp',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const HI = { role: 'user', content: 'Hi' };
const call = (id: string, city: string) => ({
  id,
  type: 'function',
  function: { name: 'temp', arguments: `{"city":"${city}"}` },
});

describeContract({
  provider: cohere,
  target: {
    model: 'command-a-plus-05-2026',
    baseUrl: null,
    apiKey: 'co-test',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
  },
  sends: {
    text: { model: 'command-a-plus-05-2026', messages: [HI], stream: false },
    system: { messages: [{ role: 'system', content: 'Be terse.' }, HI] },
    'multi-turn': {
      messages: [HI, { role: 'assistant', content: 'Hello.' }, { role: 'user', content: 'Sky?' }],
    },
    'tools round trip': {
      tools: [TOOL],
      messages: [
        { role: 'user', content: 'Oslo and Rome?' },
        { role: 'assistant', tool_calls: [call('call_a', 'Oslo'), call('call_b', 'Rome')] },
        { role: 'tool', tool_call_id: 'call_a', content: '4' },
        { role: 'tool', tool_call_id: 'call_b', content: '19' },
        { role: 'user', content: 'Which is warmer?' },
      ],
    },
    'forced tool': { tools: [TOOL], tool_choice: 'REQUIRED' },
    'one tool call at most': { cannot: 'parallel_tool_calls' },
    image: { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, IMAGE] }] },
    'image in a tool result': {
      messages: [
        { role: 'user', content: 'Shoot.' },
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_s', type: 'function', function: { name: 'shot', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_s', content: 'saved' },
        {
          role: 'user',
          content: [{ type: 'text', text: 'Attachment of the result of tool call call_s:' }, IMAGE],
        },
      ],
    },
    document: { cannot: 'messages[0].content[0]' },
    'JSON schema': {
      response_format: {
        type: 'json_object',
        json_schema: { type: 'object', properties: { a: { type: 'string' } } },
      },
    },
    'reasoning effort': { max_tokens: 8000, thinking: { type: 'enabled' } },
    'stop texts': { stop_sequences: ['END'] },
  },
  // What the invoice counts, not the hundreds of tokens Cohere puts around a prompt.
  usage: {
    text: { inputTokens: 20, outputTokens: 9 },
    tools: { inputTokens: 50, outputTokens: 30 },
    reasoning: { inputTokens: 12, outputTokens: 40 },
  },
  unsupported: {
    n: 2,
    logit_bias: { '1': 5 },
    top_logprobs: 2,
    frequency_penalty: -1,
    presence_penalty: -0.5,
    prediction: { type: 'content', content: 'x' },
    verbosity: 'low',
    modalities: ['text', 'audio'],
  },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: {
        id: 'e1',
        message: 'too many tokens: total number of tokens in the prompt cannot exceed 128000',
      },
      class: 'ContextWindowExceededError',
    },
    {
      name: 'content policy',
      status: 498,
      body: { message: 'invalid token: the request holds a deny-listed token' },
      class: 'ContentPolicyViolationError',
    },
    {
      name: 'a bad request',
      status: 400,
      body: { message: 'invalid request: p must be between 0.01 and 0.99' },
      class: 'BadRequestError',
    },
    {
      name: 'an unprocessable body',
      status: 422,
      body: { message: 'invalid type: parameter messages is of type string but should be of type object' },
      class: 'BadRequestError',
    },
    {
      name: 'a wrong key',
      status: 401,
      body: { message: 'invalid api token' },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'an unpaid account',
      status: 402,
      body: { message: 'Please add or update your payment method.' },
      class: 'PermissionDeniedError',
      accountFault: true,
    },
    {
      name: 'an unknown model',
      status: 404,
      body: { message: "model 'x' not found, make sure the correct model ID was used" },
      class: 'NotFoundError',
    },
    {
      name: 'rate limit',
      status: 429,
      body: { message: 'You are past the per minute request limit, please wait and try again later.' },
      class: 'RateLimitError',
    },
    { name: 'a cancelled request', status: 499, body: { message: 'request cancelled' }, class: 'Timeout' },
    {
      name: 'a server error',
      status: 500,
      body: { message: 'internal server error' },
      class: 'InternalServerError',
    },
    {
      name: 'overload',
      status: 503,
      body: { message: 'no healthy upstream' },
      class: 'ServiceUnavailableError',
    },
    { name: 'a timeout', status: 504, body: { message: 'timed out' }, class: 'GatewayTimeoutError' },
  ],
});
