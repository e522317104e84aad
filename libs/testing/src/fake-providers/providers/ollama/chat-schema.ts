import { z } from 'zod';

/** Body of POST /api/chat. Source: docs.ollama.com, "Generate a chat message". Unknown members are ignored, as Ollama does. */

const toolCall = z.object({
  id: z.string().optional(),
  function: z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }),
});

const message = z.object({
  role: z.string(),
  content: z.string().optional(),
  thinking: z.string().optional(),
  /** Base64; a `data:` prefix is no base64. */
  images: z.array(z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)).nullish(),
  tool_calls: z.array(toolCall).nullish(),
  tool_name: z.string().optional(),
  tool_call_id: z.string().optional(),
});

const tool = z.object({
  type: z.string(),
  function: z.object({
    name: z.string(),
    description: z.string().optional(),
    parameters: z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()) }).loose(),
  }),
});

export const chatSchema = z.object({
  model: z.string(),
  messages: z.array(message).nullish(),
  tools: z.array(tool).nullish(),
  format: z.union([z.enum(['json', '']), z.record(z.string(), z.unknown())]).nullish(),
  options: z
    .object({
      num_predict: z.int().optional(),
      num_ctx: z.int().optional(),
      temperature: z.number().optional(),
      top_p: z.number().optional(),
      top_k: z.int().optional(),
      seed: z.int().optional(),
      stop: z.array(z.string()).optional(),
      presence_penalty: z.number().optional(),
      frequency_penalty: z.number().optional(),
    })
    .loose()
    .nullish(),
  stream: z.boolean().nullish(),
  think: z.union([z.boolean(), z.enum(['low', 'medium', 'high'])]).nullish(),
  keep_alive: z.union([z.string(), z.number()]).nullish(),
  logprobs: z.boolean().optional(),
  top_logprobs: z.int().min(0).max(20).optional(),
});

export type ChatBody = z.infer<typeof chatSchema>;
export type ChatMessage = z.infer<typeof message>;
