import { z } from 'zod';

/** Body of POST /v1/chat/completions. Source: docs.mistral.ai, API reference, "Chat Completion"; unknown members are refused. */

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const thinkingPart = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.array(textPart),
  closed: z.boolean().optional(),
});
const image = z.union([
  z.string(),
  z.strictObject({ url: z.string(), detail: z.enum(['low', 'auto', 'high']).nullish() }),
]);

const userPart = z.discriminatedUnion('type', [
  textPart,
  z.strictObject({ type: z.literal('image_url'), image_url: image }),
  z.strictObject({
    type: z.literal('document_url'),
    document_url: z.string(),
    document_name: z.string().nullish(),
  }),
  z.strictObject({ type: z.literal('input_audio'), input_audio: z.string() }),
  z.strictObject({ type: z.literal('file'), file_id: z.string() }),
]);
const assistantPart = z.discriminatedUnion('type', [textPart, thinkingPart]);

const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal('function').optional(),
  function: z.strictObject({
    name: z.string(),
    arguments: z.union([z.string(), z.record(z.string(), z.unknown())]),
  }),
  index: z.int().optional(),
});

const message = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('system'),
    content: z.union([z.string(), z.array(assistantPart)]),
  }),
  z.strictObject({ role: z.literal('user'), content: z.union([z.string(), z.array(userPart)]) }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(assistantPart)]).nullish(),
    tool_calls: z.array(toolCall).nullish(),
    prefix: z.boolean().optional(),
  }),
  z.strictObject({
    role: z.literal('tool'),
    content: z.union([z.string(), z.array(userPart)]).nullable(),
    tool_call_id: z.string().nullish(),
    name: z.string().nullish(),
  }),
]);

const tool = z.strictObject({
  type: z.literal('function').optional(),
  function: z.strictObject({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    description: z.string().optional(),
    strict: z.boolean().optional(),
    parameters: z.record(z.string(), z.unknown()),
  }),
});

const toolChoice = z.union([
  z.enum(['auto', 'none', 'any', 'required']),
  z.strictObject({
    type: z.literal('function').optional(),
    function: z.strictObject({ name: z.string() }),
  }),
]);

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string(),
      description: z.string().nullish(),
      schema: z.record(z.string(), z.unknown()),
      strict: z.boolean().optional(),
    }),
  }),
]);

export const chatSchema = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  guardrails: z.array(z.unknown()).nullish(),
  max_tokens: z.int().min(0).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  n: z.int().min(1).nullish(),
  parallel_tool_calls: z.boolean().optional(),
  prediction: z.unknown().optional(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_mode: z.enum(['reasoning']).nullish(),
  random_seed: z.int().min(0).nullish(),
  reasoning_effort: z.enum(['none', 'low', 'medium', 'high']).nullish(),
  response_format: responseFormat.optional(),
  safe_prompt: z.boolean().optional(),
  service_tier: z.string().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(1.5).nullish(),
  tool_choice: toolChoice.optional(),
  tools: z.array(tool).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
});

export type ChatBody = z.infer<typeof chatSchema>;
export type ChatMessage = z.infer<typeof message>;
