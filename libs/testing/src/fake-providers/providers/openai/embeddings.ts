import { createHash } from 'node:crypto';
import { z } from 'zod';
import { NO_USAGE } from '@tollgate/core';
import { countTokens } from '../../answers/tokens.js';
import { type PlainCall, type PlainReply } from '../../provider.js';
import { firstFault } from '../../schema-fault.js';
import { refuse, refuseSchema } from './errors.js';

const tokens = z.array(z.int()).min(1).max(8_191);

/** Body of POST /embeddings. Source: OpenAI API reference, "Create embeddings". */
const embeddingsSchema = z.strictObject({
  model: z.string(),
  input: z.union([
    z.string().min(1),
    z.array(z.string().min(1)).min(1).max(2048),
    tokens,
    z.array(tokens).min(1),
  ]),
  dimensions: z.int().min(1).max(3072).optional(),
  encoding_format: z.enum(['float', 'base64']).optional(),
  user: z.string().optional(),
});

const DEFAULT_DIMENSIONS = 1536;

/** Embeddings that depend on the input alone: equal texts have equal vectors of length 1. */
export function acceptEmbeddings(body: unknown): PlainCall | PlainReply {
  const parsed = embeddingsSchema.safeParse(body, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const { model, input, dimensions = DEFAULT_DIMENSIONS, encoding_format: format } = parsed.data;
  if (dimensions !== DEFAULT_DIMENSIONS && model === 'text-embedding-ada-002')
    return refuse({ message: 'This model does not support specifying dimensions.', param: 'dimensions' });
  const inputs = asInputs(input);
  const inputTokens = inputs.reduce((sum, one) => sum + one.tokens, 0);
  return {
    kind: 'call',
    model,
    reply: () => ({
      kind: 'reply',
      status: 200,
      body: {
        object: 'list',
        data: inputs.map(({ text }, index) => ({
          object: 'embedding',
          index,
          embedding: format === 'base64' ? toBase64(vector(text, dimensions)) : vector(text, dimensions),
        })),
        model,
        usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
      },
      usage: { ...NO_USAGE, inputTokens },
    }),
  };
}

function asInputs(input: z.infer<typeof embeddingsSchema>['input']): { text: string; tokens: number }[] {
  if (typeof input === 'string') return [{ text: input, tokens: countTokens(input) }];
  if (typeof input[0] === 'number') return [{ text: input.join(' '), tokens: input.length }];
  return input.map((one) => {
    if (typeof one === 'string') return { text: one, tokens: countTokens(one) };
    const ids = Array.isArray(one) ? one : [one];
    return { text: ids.join(' '), tokens: ids.length };
  });
}

function vector(text: string, dimensions: number): number[] {
  const seed = createHash('sha256').update(text).digest();
  const raw = Array.from({ length: dimensions }, (_, place) => {
    const byte = seed[place % seed.length] ?? 0;
    return Math.sin(byte + place);
  });
  const length = Math.hypot(...raw);
  return raw.map((value) => Math.fround(value / length));
}

function toBase64(values: readonly number[]): string {
  return Buffer.from(Float32Array.from(values).buffer).toString('base64');
}
