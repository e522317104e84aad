import { describeContract } from './contract.suite.js';
import { findProvider } from './registry.js';

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const TOOL = {
  type: 'function',
  function: {
    name: 'temp',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const HI = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };
const call = (id: string, city: string) => ({
  id,
  type: 'function',
  function: { name: 'temp', arguments: `{"city":"${city}"}` },
});

describeContract({
  provider: findProvider('openai')!,
  target: {
    model: 'gpt-4o-mini',
    baseUrl: null,
    apiKey: 'sk-test',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
  },
  sends: {
    text: HI,
    system: { messages: [{ role: 'system', content: 'Be terse.' }, ...HI.messages] },
    'multi-turn': {
      messages: [...HI.messages, { role: 'assistant', content: 'Hello.' }, { role: 'user', content: 'Sky?' }],
    },
    'tools round trip': {
      tools: [TOOL],
      messages: [
        { role: 'user', content: 'Oslo and Rome?' },
        { role: 'assistant', content: null, tool_calls: [call('call_a', 'Oslo'), call('call_b', 'Rome')] },
        { role: 'tool', tool_call_id: 'call_a', content: '4' },
        { role: 'tool', tool_call_id: 'call_b', content: '19' },
        { role: 'user', content: 'Which is warmer?' },
      ],
    },
    'forced tool': { tools: [TOOL], tool_choice: { type: 'function', function: { name: 'temp' } } },
    'one tool call at most': { tools: [TOOL], parallel_tool_calls: false },
    image: { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, IMAGE] }] },
    'image in a tool result': {
      messages: [
        { role: 'user', content: 'Shoot.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_s', type: 'function', function: { name: 'shot', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_s', content: [{ type: 'text', text: 'saved' }] },
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
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
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
    'reasoning effort': { reasoning_effort: 'high', max_completion_tokens: 8000 },
    'stop texts': { stop: ['END'] },
  },
  usage: {
    text: { inputTokens: 20, cacheReadTokens: 8, outputTokens: 9 },
    tools: { inputTokens: 50, outputTokens: 30 },
    reasoning: { inputTokens: 12, outputTokens: 40, reasoningTokens: 31 },
  },
  unsupported: { top_k: 5 },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: {
        error: {
          message: "This model's maximum context length is 128000 tokens.",
          type: 'invalid_request_error',
          param: 'messages',
          code: 'context_length_exceeded',
        },
      },
      class: 'ContextWindowExceededError',
    },
    {
      name: 'content policy',
      status: 400,
      body: {
        error: {
          message: 'Your request was rejected as a result of our safety system.',
          type: 'image_generation_user_error',
          param: null,
          code: 'content_policy_violation',
        },
      },
      class: 'ContentPolicyViolationError',
    },
    {
      name: 'content filter of Azure',
      status: 400,
      body: {
        error: {
          message:
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          code: 'content_filter',
          innererror: { code: 'ResponsibleAIPolicyViolation' },
        },
      },
      class: 'ContentPolicyViolationError',
    },
    {
      name: 'a bad parameter',
      status: 400,
      body: {
        error: { message: "Unsupported parameter: 'max_tokens'.", type: 'invalid_request_error', code: null },
      },
      class: 'BadRequestError',
    },
    {
      name: 'a wrong key',
      status: 401,
      body: { error: { message: 'Incorrect API key provided: sk-abcd****wxyz.', code: 'invalid_api_key' } },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'quota used up',
      status: 429,
      body: {
        error: {
          message: 'You exceeded your current quota.',
          type: 'insufficient_quota',
          code: 'insufficient_quota',
        },
      },
      class: 'RateLimitError',
      accountFault: true,
    },
    {
      name: 'rate limit',
      status: 429,
      body: { error: { message: 'Rate limit reached for tokens per min.', code: 'rate_limit_exceeded' } },
      class: 'RateLimitError',
    },
    {
      name: 'an unknown model',
      status: 404,
      body: { error: { message: 'The model `x` does not exist.', code: 'model_not_found' } },
      class: 'NotFoundError',
    },
    {
      name: 'a server error',
      status: 500,
      body: { error: { message: 'boom' } },
      class: 'InternalServerError',
    },
    {
      name: 'overload',
      status: 503,
      body: { error: { message: 'Slow down.' } },
      class: 'ServiceUnavailableError',
    },
    { name: 'a body of another shape', status: 422, body: { detail: 'no' }, class: 'BadRequestError' },
  ],
});
