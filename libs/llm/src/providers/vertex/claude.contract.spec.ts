import { type JsonObject } from '@tollgate/core';
import { describeContract } from '../contract.suite.js';
import { vertexAi } from './provider.js';

const IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const TOOL = { name: 'temp', input_schema: SCHEMA };
const text = (value: string) => ({ type: 'text', text: value });
const user = (...content: JsonObject[]) => ({ role: 'user', content });
const use = (id: string, name: string, input: JsonObject) => ({ type: 'tool_use', id, name, input });
const HI = user(text('Hi'));
const error = (type: string, message: string) => ({ type: 'error', error: { type, message } });

describeContract({
  provider: vertexAi,
  family: 'Claude on Vertex AI',
  transcripts: 'anthropic',
  target: {
    model: 'claude-sonnet-4@20250514',
    baseUrl: null,
    apiKey: null,
    apiVersion: null,
    organization: null,
    headers: {},
    params: { vertex_project: 'p', vertex_location: 'us-east5' },
    dropParams: false,
  },
  sends: {
    text: { anthropic_version: 'vertex-2023-10-16', max_tokens: 64_000, messages: [HI] },
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
          content: [use('call_a', 'temp', { city: 'Oslo' }), use('call_b', 'temp', { city: 'Rome' })],
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
        { role: 'assistant', content: [use('call_s', 'shot', {})] },
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
    'JSON schema': { tool_choice: { type: 'tool', name: 'json_tool_call' } },
    'reasoning effort': { max_tokens: 8000, thinking: { type: 'enabled', budget_tokens: 6000 } },
    'stop texts': { stop_sequences: ['END'] },
  },
  usage: {
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
  unsupported: { n: 2, seed: 1, logprobs: true, logit_bias: { '1': 5 }, presence_penalty: 1 },
  errors: [
    {
      name: 'context window, in Anthropic’s words',
      status: 400,
      body: error('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
      class: 'ContextWindowExceededError',
    },
    {
      name: 'quota, in Google’s words',
      status: 429,
      body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded for aiplatform.' } },
      class: 'RateLimitError',
    },
    {
      name: 'a wrong token',
      status: 401,
      body: { error: { code: 401, status: 'UNAUTHENTICATED', message: 'Invalid credentials.' } },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'a model the project has not enabled',
      status: 404,
      body: { error: { code: 404, status: 'NOT_FOUND', message: 'Publisher model was not found.' } },
      class: 'NotFoundError',
    },
  ],
});
