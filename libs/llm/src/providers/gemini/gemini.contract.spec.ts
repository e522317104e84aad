import { type JsonObject } from '@tollgate/core';
import { describeContract, type ProviderContract } from '../contract.suite.js';
import { vertexAi } from '../vertex/provider.js';
import { gemini } from './provider.js';

const IMAGE = { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } };
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const TOOLS = [{ functionDeclarations: [{ name: 'temp', parameters: SCHEMA }] }];
const user = (...parts: JsonObject[]) => ({ role: 'user', parts });
const call = (name: string, args: JsonObject) => ({ functionCall: { name, args } });
const result = (name: string, text: string) => ({ functionResponse: { name, response: { result: text } } });
const HI = user({ text: 'Hi' });
const error = (code: number, status: string, message: string) => ({ error: { code, status, message } });

/** One API behind two doors. */
const GENERATE_CONTENT: Omit<ProviderContract, 'provider' | 'target'> = {
  transcripts: 'gemini',
  sends: {
    text: { contents: [HI] },
    system: { systemInstruction: { parts: [{ text: 'Be terse.' }] }, contents: [HI] },
    'multi-turn': {
      contents: [HI, { role: 'model', parts: [{ text: 'Hello.' }] }, user({ text: 'Sky?' })],
    },
    'tools round trip': {
      tools: TOOLS,
      contents: [
        user({ text: 'Oslo and Rome?' }),
        {
          role: 'model',
          parts: [
            // Calls of another provider: the first takes the documented stand-in for a signature.
            { ...call('temp', { city: 'Oslo' }), thoughtSignature: 'skip_thought_signature_validator' },
            call('temp', { city: 'Rome' }),
          ],
        },
        user(result('temp', '4'), result('temp', '19'), { text: 'Which is warmer?' }),
      ],
    },
    'forced tool': {
      tools: TOOLS,
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['temp'] } },
    },
    'one tool call at most': { cannot: 'parallel_tool_calls' },
    image: { contents: [user({ text: 'What?' }, IMAGE)] },
    'image in a tool result': {
      contents: [
        user({ text: 'Shoot.' }),
        { role: 'model', parts: [call('shot', {})] },
        user(result('shot', 'saved'), IMAGE),
      ],
    },
    document: { contents: [user({ inlineData: { mimeType: 'application/pdf', data: 'JVBERi0=' } })] },
    'JSON schema': {
      generationConfig: {
        responseMimeType: 'application/json',
        responseSchema: { type: 'object', properties: { a: { type: 'string' } } },
      },
    },
    'reasoning effort': {
      generationConfig: {
        maxOutputTokens: 8000,
        thinkingConfig: { thinkingBudget: 24_576, includeThoughts: true },
      },
    },
    'stop texts': { generationConfig: { stopSequences: ['END'] } },
  },
  usage: {
    // Prompt tokens include cached ones; thoughts are counted beside the answer: 150 + 350.
    text: { inputTokens: 1000, cacheReadTokens: 800, outputTokens: 500, reasoningTokens: 350 },
    tools: { inputTokens: 50, outputTokens: 30 },
    reasoning: { inputTokens: 12, outputTokens: 40, reasoningTokens: 31 },
  },
  unsupported: {
    logit_bias: { '1': 5 },
    service_tier: 'flex',
    prediction: { type: 'content', content: 'x' },
    modalities: ['text', 'audio'],
  },
  errors: [
    {
      name: 'context window',
      status: 400,
      body: error(
        400,
        'INVALID_ARGUMENT',
        'The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).',
      ),
      class: 'ContextWindowExceededError',
    },
    {
      name: 'a bad request',
      status: 400,
      body: error(400, 'INVALID_ARGUMENT', 'Unknown name "x": Cannot find field.'),
      class: 'BadRequestError',
    },
    {
      name: 'a wrong token',
      status: 401,
      body: error(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
      class: 'AuthenticationError',
      accountFault: true,
    },
    {
      name: 'no permission',
      status: 403,
      body: error(403, 'PERMISSION_DENIED', 'Permission denied on resource.'),
      class: 'PermissionDeniedError',
      accountFault: true,
    },
    {
      name: 'no such model',
      status: 404,
      body: error(404, 'NOT_FOUND', 'models/x is not found.'),
      class: 'NotFoundError',
    },
    {
      name: 'rate limit',
      status: 429,
      body: error(429, 'RESOURCE_EXHAUSTED', 'Resource exhausted, please try again later.'),
      class: 'RateLimitError',
    },
    {
      name: 'overload',
      status: 503,
      body: error(503, 'UNAVAILABLE', 'The model is overloaded.'),
      class: 'ServiceUnavailableError',
    },
  ],
};

const TARGET = {
  model: 'gemini-2.5-flash',
  baseUrl: null,
  apiVersion: null,
  organization: null,
  headers: {},
  dropParams: false,
};

describeContract({
  ...GENERATE_CONTENT,
  provider: gemini,
  target: { ...TARGET, apiKey: 'AIza-test', params: {} },
});

describeContract({
  ...GENERATE_CONTENT,
  provider: vertexAi,
  family: 'Gemini on Vertex AI',
  target: { ...TARGET, apiKey: null, params: { vertex_project: 'p' } },
});
