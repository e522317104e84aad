import { type JsonObject } from '@tollgate/core';
import { describeContract } from '../contract.suite.js';
import { frameEvents } from './event-frames.suite.js';
import { bedrock } from './provider.js';

const IMAGE = { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } };
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const TOOL = { toolSpec: { name: 'temp', inputSchema: { json: SCHEMA } } };
const user = (...content: JsonObject[]) => ({ role: 'user', content });
const use = (toolUseId: string, name: string, input: JsonObject) => ({ toolUse: { toolUseId, name, input } });
const result = (toolUseId: string, ...content: JsonObject[]) => ({ toolResult: { toolUseId, content } });
const HI = user({ text: 'Hi' });
const exception = (name: string, message: string) => ({ __type: name, message });

describeContract({
  provider: bedrock,
  frame: frameEvents,
  target: {
    model: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
    baseUrl: null,
    apiKey: null,
    apiVersion: null,
    organization: null,
    headers: {},
    params: { aws_region_name: 'eu-west-1' },
    dropParams: false,
  },
  sends: {
    text: { messages: [HI] },
    system: { system: [{ text: 'Be terse.' }], messages: [HI] },
    'multi-turn': {
      messages: [HI, { role: 'assistant', content: [{ text: 'Hello.' }] }, user({ text: 'Sky?' })],
    },
    'tools round trip': {
      toolConfig: { tools: [TOOL] },
      messages: [
        user({ text: 'Oslo and Rome?' }),
        {
          role: 'assistant',
          content: [use('call_a', 'temp', { city: 'Oslo' }), use('call_b', 'temp', { city: 'Rome' })],
        },
        user(result('call_a', { text: '4' }), result('call_b', { text: '19' }), { text: 'Which is warmer?' }),
      ],
    },
    'forced tool': { toolConfig: { tools: [TOOL], toolChoice: { tool: { name: 'temp' } } } },
    'one tool call at most': {
      toolConfig: { tools: [TOOL] },
      additionalModelRequestFields: { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    },
    image: { messages: [user({ text: 'What?' }, IMAGE)] },
    'image in a tool result': {
      messages: [
        user({ text: 'Shoot.' }),
        { role: 'assistant', content: [use('call_s', 'shot', {})] },
        user(result('call_s', { text: 'saved' }, IMAGE)),
      ],
    },
    document: {
      messages: [
        user(
          { text: 'See the attached document.' },
          { document: { format: 'pdf', name: 'a-pdf', source: { bytes: 'JVBERi0=' } } },
        ),
      ],
    },
    // This generation has no structured outputs: the schema is the input of a tool that it must call.
    'JSON schema': {
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'json_tool_call',
              inputSchema: { json: { type: 'object', properties: { a: { type: 'string' } } } },
            },
          },
        ],
        toolChoice: { tool: { name: 'json_tool_call' } },
      },
    },
    'reasoning effort': {
      inferenceConfig: { maxTokens: 8000 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 6000 } },
    },
    'stop texts': { inferenceConfig: { stopSequences: ['END'] } },
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
    reasoning: { inputTokens: 12, outputTokens: 40 },
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
    web_search_options: {},
  },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: exception('ValidationException', 'Input is too long for requested model.'),
      class: 'ContextWindowExceededError',
    },
    {
      name: 'content policy',
      status: 400,
      body: exception('ValidationException', 'Output blocked by content filtering policy'),
      class: 'ContentPolicyViolationError',
    },
    {
      name: 'a bad request',
      status: 400,
      body: exception('ValidationException', 'A conversation must start with a user message.'),
      class: 'BadRequestError',
    },
    {
      name: 'a wrong signature',
      status: 403,
      body: exception(
        'com.amazon.coral.service#UnrecognizedClientException',
        'The security token is invalid.',
      ),
      class: 'PermissionDeniedError',
      accountFault: true,
    },
    {
      name: 'no access to the model',
      status: 403,
      body: exception(
        'AccessDeniedException',
        "You don't have access to the model with the specified model ID.",
      ),
      class: 'PermissionDeniedError',
      accountFault: true,
    },
    {
      name: 'no such model',
      status: 404,
      body: exception('ResourceNotFoundException', 'Could not resolve the foundation model.'),
      class: 'NotFoundError',
    },
    {
      name: 'throttling',
      status: 429,
      body: exception('ThrottlingException', 'Too many tokens, please wait before trying again.'),
      class: 'RateLimitError',
    },
    {
      name: 'a quota that comes as a bad request',
      status: 400,
      body: exception('ServiceQuotaExceededException', 'The request exceeds the service quota.'),
      class: 'RateLimitError',
    },
    {
      name: 'the model failed',
      status: 424,
      body: exception('ModelErrorException', 'The system encountered an unexpected error.'),
      class: 'BadGatewayError',
    },
    {
      name: 'the model is still being loaded',
      status: 429,
      body: exception('ModelNotReadyException', 'The model is not ready for inference.'),
      class: 'ServiceUnavailableError',
    },
    {
      name: 'the model was too slow',
      status: 408,
      body: exception('ModelTimeoutException', 'The request took too long to process.'),
      class: 'GatewayTimeoutError',
    },
    {
      name: 'overload',
      status: 503,
      body: exception('ServiceUnavailableException', 'The service is unavailable.'),
      class: 'ServiceUnavailableError',
    },
  ],
});
