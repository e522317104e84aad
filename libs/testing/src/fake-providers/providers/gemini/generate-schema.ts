import { z } from 'zod';

/** Body of `generateContent`. Source: Gemini API reference, "GenerateContentRequest". Unknown fields are refused. */

const blob = z.strictObject({
  mimeType: z.string().min(1),
  data: z.base64(),
  displayName: z.string().optional(),
});

const part = z.strictObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  inlineData: blob.optional(),
  fileData: z.strictObject({ mimeType: z.string().optional(), fileUri: z.string().min(1) }).optional(),
  functionCall: z
    .strictObject({
      id: z.string().optional(),
      name: z.string().min(1),
      args: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  functionResponse: z
    .strictObject({
      id: z.string().optional(),
      name: z.string().min(1),
      response: z.record(z.string(), z.unknown()),
      parts: z.array(z.unknown()).optional(),
    })
    .optional(),
});

const content = z.strictObject({ role: z.string().optional(), parts: z.array(part).min(1) });

const TYPES = ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT', 'NULL'];
const FORMATS = ['float', 'double', 'int32', 'int64', 'enum', 'date-time'];

/** The subset of OpenAPI 3.0 that Gemini calls a schema. */
interface Schema {
  type?: string | undefined;
  [keyword: string]: unknown;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    type: z
      .string()
      .refine((type) => TYPES.includes(type.toUpperCase()))
      .optional(),
    format: z.enum(FORMATS).optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.string()).optional(),
    minItems: z.union([z.string(), z.number()]).optional(),
    maxItems: z.union([z.string(), z.number()]).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    minProperties: z.union([z.string(), z.number()]).optional(),
    maxProperties: z.union([z.string(), z.number()]).optional(),
    minLength: z.union([z.string(), z.number()]).optional(),
    maxLength: z.union([z.string(), z.number()]).optional(),
    pattern: z.string().optional(),
    example: z.unknown().optional(),
    anyOf: z.array(schema).optional(),
    propertyOrdering: z.array(z.string()).optional(),
    default: z.unknown().optional(),
    items: schema.optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

const functionDeclaration = z.strictObject({
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$/),
  description: z.string().optional(),
  parameters: schema.optional(),
  parametersJsonSchema: z.unknown().optional(),
  response: schema.optional(),
  responseJsonSchema: z.unknown().optional(),
  behavior: z.string().optional(),
});

const tool = z.strictObject({
  functionDeclarations: z.array(functionDeclaration).optional(),
  googleSearch: z.looseObject({}).optional(),
  codeExecution: z.looseObject({}).optional(),
  urlContext: z.looseObject({}).optional(),
});

const generationConfig = z.strictObject({
  stopSequences: z.array(z.string()).max(5).optional(),
  responseMimeType: z.string().optional(),
  responseSchema: schema.optional(),
  responseJsonSchema: z.unknown().optional(),
  responseModalities: z.array(z.string()).optional(),
  candidateCount: z.int().min(1).max(8).optional(),
  maxOutputTokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  topK: z.number().optional(),
  seed: z.int().optional(),
  presencePenalty: z.number().min(-2).max(2).optional(),
  frequencyPenalty: z.number().min(-2).max(2).optional(),
  responseLogprobs: z.boolean().optional(),
  logprobs: z.int().optional(),
  thinkingConfig: z
    .strictObject({
      includeThoughts: z.boolean().optional(),
      thinkingBudget: z.int().optional(),
      thinkingLevel: z.string().optional(),
    })
    .optional(),
});

export const generateSchema = z.strictObject({
  contents: z.array(content).min(1),
  systemInstruction: content.optional(),
  tools: z.array(tool).optional(),
  toolConfig: z
    .strictObject({
      functionCallingConfig: z
        .strictObject({
          mode: z.enum(['AUTO', 'ANY', 'NONE', 'VALIDATED']).optional(),
          allowedFunctionNames: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
  generationConfig: generationConfig.optional(),
  safetySettings: z.array(z.strictObject({ category: z.string(), threshold: z.string() })).optional(),
  cachedContent: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

export type GenerateBody = z.infer<typeof generateSchema>;
export type Content = z.infer<typeof content>;
export type Part = z.infer<typeof part>;
