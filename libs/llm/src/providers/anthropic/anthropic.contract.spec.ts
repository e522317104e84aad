import { type JsonObject } from '@tollgate/core';
import { describeContract } from '../contract.suite.js';
import { anthropic } from './provider.js';

const IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
const TOOL = {
  name: 'temp',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const text = (value: string) => ({ type: 'text', text: value });
const user = (...content: JsonObject[]) => ({ role: 'user', content });
const HI = user(text('Hi'));

describeContract({
  provider: anthropic,
  target: {
    model: 'claude-sonnet-4-20250514',
    baseUrl: null,
    apiKey: 'sk-ant-test',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
  },
  sends: {
    text: { model: 'claude-sonnet-4-20250514', max_tokens: 64_000, messages: [HI] },
    system: { system: [text('Be terse.')], messages: [HI] },
    'multi-turn': {
      messages: [HI, { role: 'assistant', content: [text('Hello.')] }, user(text('Sky?'))],
    },
    'tools round trip': {
      tools: [TOOL],
      messages: [
        user(text('Oslo and Rome?')),
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'call_a', name: 'temp', input: { city: 'Oslo' } },
            { type: 'tool_use', id: 'call_b', name: 'temp', input: { city: 'Rome' } },
          ],
        },
        user(
          { type: 'tool_result', tool_use_id: 'call_a', content: '4' },
          { type: 'tool_result', tool_use_id: 'call_b', content: '19' },
          text('Which is warmer?'),
        ),
      ],
    },
    'forced tool': { tools: [TOOL], tool_choice: { type: 'tool', name: 'temp' } },
    'one tool call at most': { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    image: { messages: [user(text('What?'), IMAGE)] },
    'image in a tool result': {
      messages: [
        user(text('Shoot.')),
        { role: 'assistant', content: [{ type: 'tool_use', id: 'call_s', name: 'shot', input: {} }] },
        user({ type: 'tool_result', tool_use_id: 'call_s', content: [text('saved'), IMAGE] }),
      ],
    },
    document: {
      messages: [
        user({
          type: 'document',
          title: 'a.pdf',
          source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
        }),
      ],
    },
    // This generation has no structured outputs: the schema is the input of a tool that it must call.
    'JSON schema': {
      tools: [
        { name: 'json_tool_call', input_schema: { type: 'object', properties: { a: { type: 'string' } } } },
      ],
      tool_choice: { type: 'tool', name: 'json_tool_call' },
    },
    'reasoning effort': { max_tokens: 8000, thinking: { type: 'enabled', budget_tokens: 6000 } },
    'stop texts': { stop_sequences: ['END'] },
  },
  usage: {
    // 3 + 12,000 written (4,000 for five minutes, 8,000 for an hour) + 5,000 read.
    text: {
      inputTokens: 17_003,
      cacheReadTokens: 5_000,
      cacheWriteTokens: 4_000,
      cacheWrite1hTokens: 8_000,
      outputTokens: 500,
    },
    tools: { inputTokens: 50, outputTokens: 30 },
    reasoning: { inputTokens: 12, outputTokens: 40, reasoningTokens: 31 },
  },
  unsupported: {
    n: 2,
    seed: 1,
    logprobs: true,
    top_logprobs: 2,
    logit_bias: { '1': 5 },
    presence_penalty: 1,
    frequency_penalty: 1,
    prediction: { type: 'content', content: 'x' },
    modalities: ['text', 'audio'],
  },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'prompt is too long: 210000 tokens > 200000 maximum',
        },
      },
      class: 'ContextWindowExceededError',
    },
    {
      name: 'content policy',
      status: 400,
      body: {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' },
      },
      class: 'ContentPolicyViolationError',
    },
    {
      name: 'a bad request',
      status: 400,
      body: {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'messages: roles must alternate' },
      },
      class: 'BadRequestError',
    },
    {
      name: 'a wrong key',
      status: 401,
      body: { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'credit used up',
      status: 400,
      body: {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'Your credit balance is too low to access the API.',
        },
      },
      class: 'PermissionDeniedError',
      accountFault: true,
    },
    {
      name: 'rate limit',
      status: 429,
      body: {
        type: 'error',
        error: { type: 'rate_limit_error', message: 'This would exceed your rate limit.' },
      },
      class: 'RateLimitError',
    },
    {
      name: 'too large a request',
      status: 413,
      body: {
        type: 'error',
        error: { type: 'request_too_large', message: 'Request exceeds the maximum size' },
      },
      class: 'BadRequestError',
    },
    {
      name: 'overload',
      status: 529,
      body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      class: 'ServiceUnavailableError',
    },
  ],
});
