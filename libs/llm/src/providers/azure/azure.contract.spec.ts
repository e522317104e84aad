import { type JsonObject } from '@tollgate/core';
import { describeContract } from '../contract.suite.js';
import { azure } from './provider.js';

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const TOOL = { type: 'function', function: { name: 'temp', parameters: SCHEMA } };
const user = (content: string | JsonObject[]) => ({ role: 'user', content });
const call = (id: string, name: string, args: string) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const PDF = { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } };

describeContract({
  provider: azure,
  target: {
    model: 'prod-7',
    baseUrl: 'https://res.openai.azure.com',
    apiKey: 'azure-key',
    apiVersion: null,
    organization: null,
    headers: {},
    params: { base_model: 'azure/gpt-4.1-mini' },
    dropParams: false,
  },
  sends: {
    text: { model: 'prod-7', messages: [user('Hi')] },
    system: { messages: [{ role: 'system', content: 'Be terse.' }, user('Hi')] },
    'multi-turn': { messages: [user('Hi'), { role: 'assistant', content: 'Hello.' }, user('Sky?')] },
    'tools round trip': {
      tools: [TOOL],
      messages: [
        user('Oslo and Rome?'),
        {
          role: 'assistant',
          content: null,
          tool_calls: [call('call_a', 'temp', '{"city":"Oslo"}'), call('call_b', 'temp', '{"city":"Rome"}')],
        },
        { role: 'tool', tool_call_id: 'call_a', content: '4' },
        { role: 'tool', tool_call_id: 'call_b', content: '19' },
        user('Which is warmer?'),
      ],
    },
    'forced tool': { tools: [TOOL], tool_choice: { type: 'function', function: { name: 'temp' } } },
    'one tool call at most': { tools: [TOOL], parallel_tool_calls: false },
    image: { messages: [user([{ type: 'text', text: 'What?' }, IMAGE])] },
    'image in a tool result': {
      messages: [
        user('Shoot.'),
        { role: 'assistant', content: null, tool_calls: [call('call_s', 'shot', '{}')] },
        { role: 'tool', tool_call_id: 'call_s', content: [{ type: 'text', text: 'saved' }] },
        user([{ type: 'text', text: 'Attachment of the result of tool call call_s:' }, IMAGE]),
      ],
    },
    document: { messages: [user([PDF])] },
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
    text: { inputTokens: 17_003, cacheReadTokens: 5_000, outputTokens: 500 },
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
          message:
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          type: null,
          param: 'prompt',
          code: 'content_filter',
          status: 400,
          innererror: {
            code: 'ResponsibleAIPolicyViolation',
            content_filter_result: { violence: { filtered: true, severity: 'high' } },
          },
        },
      },
      class: 'ContentPolicyViolationError',
    },
    {
      name: 'a wrong key',
      status: 401,
      body: { error: { code: '401', message: 'Access denied due to invalid subscription key.' } },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'no such deployment',
      status: 404,
      body: { error: { code: 'DeploymentNotFound', message: 'The API deployment does not exist.' } },
      class: 'NotFoundError',
    },
    {
      name: 'rate limit',
      status: 429,
      body: {
        error: { code: '429', message: 'Requests have exceeded call rate limit of your current tier.' },
      },
      class: 'RateLimitError',
    },
    {
      name: 'overload',
      status: 503,
      body: { error: { code: 'InternalServerError', message: 'The service is temporarily unable.' } },
      class: 'ServiceUnavailableError',
    },
  ],
});
