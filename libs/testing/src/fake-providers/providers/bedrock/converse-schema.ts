import { z } from 'zod';

/** Body of Converse and ConverseStream. Source: Bedrock API reference, "Converse". Unknown fields are refused. */

const cachePoint = z.strictObject({ type: z.literal('default'), ttl: z.enum(['5m', '1h']).optional() });
const bytes = z.strictObject({ bytes: z.base64().min(1) });
const image = z.strictObject({ format: z.enum(['png', 'jpeg', 'gif', 'webp']), source: bytes });
const document = z.strictObject({
  format: z.enum(['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md']),
  name: z
    .string()
    .max(200)
    .regex(/^(?!.*\s\s)[a-zA-Z0-9\s()[\]-]+$/),
  source: bytes,
  context: z.string().optional(),
  citations: z.strictObject({ enabled: z.boolean() }).optional(),
});
const video = z.strictObject({ format: z.string(), source: bytes });
const id = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);

const resultBlock = z.strictObject({
  text: z.string().optional(),
  json: z.unknown().optional(),
  image: image.optional(),
  document: document.optional(),
  video: video.optional(),
});

const block = z
  .strictObject({
    text: z.string().optional(),
    image: image.optional(),
    document: document.optional(),
    video: video.optional(),
    toolUse: z
      .strictObject({ toolUseId: id, name: toolName, input: z.record(z.string(), z.unknown()) })
      .optional(),
    toolResult: z
      .strictObject({
        toolUseId: id,
        content: z.array(resultBlock).min(1),
        status: z.enum(['success', 'error']).optional(),
      })
      .optional(),
    reasoningContent: z
      .strictObject({
        reasoningText: z.strictObject({ text: z.string(), signature: z.string().optional() }).optional(),
        redactedContent: z.base64().optional(),
      })
      .optional(),
    cachePoint: cachePoint.optional(),
  })
  // A union: one member each, a cache point never beside another (B11c).
  .refine((value) => Object.keys(value).length === 1, 'must have exactly one member');

const toolSpec = z.strictObject({
  name: toolName,
  description: z.string().min(1).optional(),
  inputSchema: z.strictObject({ json: z.looseObject({ type: z.literal('object') }) }),
  strict: z.boolean().optional(),
});

const empty = z.strictObject({});

export const converseSchema = z.strictObject({
  messages: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.array(block).min(1) }))
    .min(1),
  system: z
    .array(z.strictObject({ text: z.string().min(1).optional(), cachePoint: cachePoint.optional() }))
    .optional(),
  inferenceConfig: z
    .strictObject({
      maxTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(1).optional(),
      topP: z.number().min(0).max(1).optional(),
      stopSequences: z.array(z.string().min(1)).optional(),
    })
    .optional(),
  toolConfig: z
    .strictObject({
      tools: z
        .array(z.strictObject({ toolSpec: toolSpec.optional(), cachePoint: cachePoint.optional() }))
        .min(1),
      toolChoice: z
        .union([
          z.strictObject({ auto: empty }),
          z.strictObject({ any: empty }),
          z.strictObject({ tool: z.strictObject({ name: toolName }) }),
        ])
        .optional(),
    })
    .optional(),
  outputConfig: z
    .strictObject({
      textFormat: z.strictObject({
        type: z.literal('json_schema'),
        structure: z.strictObject({
          jsonSchema: z.strictObject({
            schema: z.string(),
            name: z.string().optional(),
            description: z.string().optional(),
          }),
        }),
      }),
    })
    .optional(),
  guardrailConfig: z
    .looseObject({ guardrailIdentifier: z.string(), guardrailVersion: z.string() })
    .optional(),
  additionalModelRequestFields: z.record(z.string(), z.unknown()).optional(),
  additionalModelResponseFieldPaths: z.array(z.string()).optional(),
  requestMetadata: z.record(z.string(), z.string()).optional(),
  performanceConfig: z.strictObject({ latency: z.string() }).optional(),
  serviceTier: z.strictObject({ type: z.string() }).optional(),
});

export type ConverseBody = z.infer<typeof converseSchema>;
export type Turn = ConverseBody['messages'][number];
export type Block = Turn['content'][number];
