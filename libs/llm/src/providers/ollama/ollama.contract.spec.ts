import { describeContract } from '../contract.suite.js';
import { ollama } from './provider.js';

const TOOL = {
  type: 'function',
  function: {
    name: 'temp',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const HI = { role: 'user', content: 'Hi' };
const IMAGE = 'iVBORw0KGgo=';
const call = (id: string, city: string) => ({ id, function: { name: 'temp', arguments: { city } } });

describeContract({
  provider: ollama,
  target: {
    model: 'qwen3:8b',
    baseUrl: null,
    apiKey: null,
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
  },
  frame: (lines) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
  sends: {
    text: { model: 'qwen3:8b', messages: [HI], stream: false },
    system: { messages: [{ role: 'system', content: 'Be terse.' }, HI] },
    'multi-turn': {
      messages: [HI, { role: 'assistant', content: 'Hello.' }, { role: 'user', content: 'Sky?' }],
    },
    'tools round trip': {
      tools: [TOOL],
      messages: [
        { role: 'user', content: 'Oslo and Rome?' },
        { role: 'assistant', content: '', tool_calls: [call('call_a', 'Oslo'), call('call_b', 'Rome')] },
        { role: 'tool', content: '4', tool_name: 'temp', tool_call_id: 'call_a' },
        { role: 'tool', content: '19', tool_name: 'temp', tool_call_id: 'call_b' },
        { role: 'user', content: 'Which is warmer?' },
      ],
    },
    'forced tool': { cannot: 'tool_choice' },
    'one tool call at most': { cannot: 'parallel_tool_calls' },
    image: { messages: [{ role: 'user', content: 'What?', images: [IMAGE] }] },
    'image in a tool result': {
      messages: [
        { role: 'user', content: 'Shoot.' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ id: 'call_s', function: { name: 'shot', arguments: {} } }],
        },
        { role: 'tool', content: 'saved', tool_name: 'shot', tool_call_id: 'call_s' },
        { role: 'user', content: 'Attachment of the result of tool call call_s:', images: [IMAGE] },
      ],
    },
    document: { cannot: 'messages[0].content[0]' },
    'JSON schema': { format: { type: 'object', properties: { a: { type: 'string' } } } },
    'reasoning effort': { think: true, options: { num_predict: 8000 } },
    'stop texts': { options: { stop: ['END'] } },
  },
  usage: {
    text: { inputTokens: 20, outputTokens: 9 },
    tools: { inputTokens: 50, outputTokens: 30 },
    reasoning: { inputTokens: 12, outputTokens: 40 },
  },
  unsupported: {
    n: 2,
    logit_bias: { '1': 5 },
    prediction: { type: 'content', content: 'x' },
    verbosity: 'low',
    service_tier: 'flex',
    modalities: ['text', 'audio'],
  },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: { error: 'the input length exceeds the context length' },
      class: 'ContextWindowExceededError',
    },
    {
      name: 'a model that takes no tools',
      status: 400,
      body: { error: 'registry.ollama.ai/library/gemma:2b does not support tools' },
      class: 'BadRequestError',
    },
    {
      name: 'a model that does not think',
      status: 400,
      body: { error: '"llama3.2" does not support thinking' },
      class: 'BadRequestError',
    },
    {
      name: 'an unknown model',
      status: 404,
      body: { error: "model 'x' not found" },
      class: 'NotFoundError',
    },
    {
      name: 'a wrong key',
      status: 401,
      body: { error: 'unauthorized' },
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'too little memory',
      status: 500,
      body: { error: 'model requires more system memory (9.1 GiB) than is available (5.2 GiB)' },
      class: 'InternalServerError',
    },
    {
      name: 'overload',
      status: 503,
      body: { error: 'server busy, please try again. maximum pending requests exceeded' },
      class: 'ServiceUnavailableError',
    },
    { name: 'rate limit', status: 429, body: { error: 'too many requests' }, class: 'RateLimitError' },
    { name: 'a gateway in between', status: 502, body: { error: 'bad gateway' }, class: 'BadGatewayError' },
  ],
});
