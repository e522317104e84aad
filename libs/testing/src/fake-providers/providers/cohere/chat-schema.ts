import { z } from 'zod';

/** Body of POST /v2/chat. Source: docs.cohere.com, "Chat", and the types of the `cohere-ai` package. */

const textPart = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });
const thinkingPart = z.strictObject({ type: z.literal('thinking'), thinking: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
});
const documentBody = z.strictObject({
  id: z.string().optional(),
  data: z.union([z.string(), z.record(z.string(), z.unknown())]),
});
const documentPart = z.strictObject({ type: z.literal('document'), document: documentBody });

const toolCall = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});

const texts = z.union([z.string(), z.array(textPart).min(1)]);

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: texts }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)]),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z
      .union([z.string(), z.array(z.discriminatedUnion('type', [textPart, thinkingPart])).min(1)])
      .optional(),
    tool_calls: z.array(toolCall).min(1).optional(),
    tool_plan: z.string().optional(),
    citations: z.array(z.unknown()).optional(),
  }),
  z.strictObject({
    role: z.literal('tool'),
    tool_call_id: z.string(),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, documentPart]))]),
  }),
]);

const tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string().regex(/^[a-zA-Z0-9_-]+$/),
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()),
  }),
});

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({
    type: z.literal('json_object'),
    json_schema: z.record(z.string(), z.unknown()).optional(),
  }),
]);

export const chatSchema = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  citation_options: z.unknown().optional(),
  documents: z.array(z.union([z.string(), documentBody])).optional(),
  frequency_penalty: z.number().min(0).max(1).optional(),
  k: z.int().min(0).max(500).optional(),
  logprobs: z.boolean().optional(),
  max_tokens: z.int().min(1).optional(),
  p: z.number().min(0.01).max(0.99).optional(),
  presence_penalty: z.number().min(0).max(1).optional(),
  priority: z.int().min(0).max(999).optional(),
  response_format: responseFormat.optional(),
  safety_mode: z.enum(['CONTEXTUAL', 'STRICT', 'OFF']).optional(),
  seed: z.int().optional(),
  stop_sequences: z.array(z.string()).max(5).optional(),
  stream: z.boolean().optional(),
  strict_tools: z.boolean().optional(),
  temperature: z.number().min(0).optional(),
  thinking: z
    .strictObject({ type: z.enum(['enabled', 'disabled']), token_budget: z.int().min(0).optional() })
    .optional(),
  tool_choice: z.enum(['REQUIRED', 'NONE']).optional(),
  tools: z.array(tool).min(1).optional(),
});

export type ChatBody = z.infer<typeof chatSchema>;
export type ChatMessage = z.infer<typeof message>;
