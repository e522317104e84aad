import { isJsonObject, type JsonObject } from '@tollgate/core';
import { type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { type ChatBody, type ChatMessage } from './chat-schema.js';

/** Tokens of one image. */
const IMAGE_TOKENS = 100;

/** What a chat body asks of the model. */
export function readPrompt(body: ChatBody): Prompt {
  const begin = body.messages.findLastIndex(({ role }) => role === 'assistant') + 1;
  const lastTurn = body.messages.slice(begin);
  const lastUser = lastTurn.findLast(({ role }) => role === 'user');
  const answersTools = lastTurn.at(-1)?.role === 'tool';
  const images = body.messages.reduce((sum, message) => sum + imagesIn(message), 0);
  const texts = body.messages.reduce((sum, message) => sum + 4 + countTokens(textOf(message)), 1);
  const tools = body.tools ?? [];
  return {
    model: body.model,
    text: lastUser === undefined ? '' : textOf(lastUser),
    toolResults: answersTools ? lastTurn.filter(({ role }) => role === 'tool').map(textOf) : [],
    images,
    tools: tools.map(({ function: { name, parameters } }) => ({ name, schema: asJson(parameters) })),
    toolChoice: readToolChoice(body.tool_choice),
    json: readJsonWish(body),
    maxTokens: body.max_tokens ?? null,
    stop: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? []),
    reasoning: body.prompt_mode === 'reasoning' || !['none', undefined, null].includes(body.reasoning_effort),
    inputTokens:
      texts + images * IMAGE_TOKENS + (tools.length === 0 ? 0 : countTokens(JSON.stringify(tools))),
  };
}

function readToolChoice(choice: ChatBody['tool_choice']): Prompt['toolChoice'] {
  if (choice === undefined) return 'auto';
  if (typeof choice === 'object') return { name: choice.function.name };
  return choice === 'any' ? 'required' : choice;
}

function readJsonWish({ response_format: format }: ChatBody): Prompt['json'] {
  if (format?.type === 'json_object') return { schema: null };
  if (format?.type !== 'json_schema') return null;
  const schema = asJson(format.json_schema.schema);
  return { schema: isJsonObject(schema) ? schema : null };
}

function textOf({ content }: ChatMessage): string {
  if (content == null) return '';
  if (typeof content === 'string') return content;
  return content.map((part) => ('text' in part ? part.text : '')).join('');
}

function imagesIn({ role, content }: ChatMessage): number {
  if (role !== 'user' || typeof content === 'string') return 0;
  return content.filter((part) => part.type === 'image_url').length;
}

/** The body was parsed from JSON text, so everything in it is JSON. */
function asJson(value: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
