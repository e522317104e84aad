import { type JsonObject } from '@tollgate/core';
import { type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { type ChatBody } from './chat-schema.js';

/** Tokens of one image. */
const IMAGE_TOKENS = 256;

/** What a chat body asks of the model. */
export function readPrompt(body: ChatBody): Prompt {
  const messages = body.messages ?? [];
  const lastTurn = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1);
  const results = lastTurn.filter(({ role }) => role === 'tool');
  const images = messages.reduce((sum, message) => sum + (message.images?.length ?? 0), 0);
  const tools = body.tools ?? [];
  const texts = messages.reduce((sum, { content }) => sum + 4 + countTokens(content ?? ''), 0);
  return {
    model: body.model,
    text: lastTurn.findLast(({ role }) => role === 'user')?.content ?? '',
    toolResults: lastTurn.at(-1)?.role === 'tool' ? results.map(({ content }) => content ?? '') : [],
    images,
    tools: tools.map(({ function: { name, parameters } }) => ({ name, schema: asJson(parameters) })),
    toolChoice: 'auto',
    json: readJsonWish(body),
    maxTokens: boundOf(body),
    stop: body.options?.stop ?? [],
    reasoning: body.think != null && body.think !== false,
    inputTokens:
      texts + images * IMAGE_TOKENS + (tools.length === 0 ? 0 : countTokens(JSON.stringify(tools))),
  };
}

/** -1 and -2 stand for no bound. */
function boundOf({ options }: ChatBody): number | null {
  const bound = options?.num_predict;
  return bound === undefined || bound < 0 ? null : bound;
}

function readJsonWish({ format }: ChatBody): Prompt['json'] {
  if (format === 'json') return { schema: null };
  return format == null || format === '' ? null : { schema: asJson(format) };
}

/** The body was parsed from JSON text, so everything in it is JSON. */
function asJson(value: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
