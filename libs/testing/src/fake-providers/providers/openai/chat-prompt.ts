import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { type ChatBody, type ChatMessage } from './chat-schema.js';

/** Tokens of one low-detail image. Source: OpenAI docs, "Images and vision", cost of GPT-4o. */
const IMAGE_TOKENS = 85;

/** What a chat body asks of the model. */
export function readPrompt(body: ChatBody): Prompt {
  const lastTurn = body.messages.slice(
    body.messages.findLastIndex((message) => message.role === 'assistant') + 1,
  );
  const users = lastTurn.filter((message) => message.role === 'user');
  const lastUser = users.at(-1);
  const images = body.messages.reduce((sum, message) => sum + imagesIn(message), 0);
  const answersTools = lastTurn.at(-1)?.role === 'tool';
  return {
    model: body.model,
    text: lastUser === undefined ? '' : textOf(lastUser),
    toolResults: answersTools ? lastTurn.filter((message) => message.role === 'tool').map(textOf) : [],
    images,
    tools: (body.tools ?? []).flatMap((tool) =>
      tool.type === 'function'
        ? [{ name: tool.function.name, schema: asJson(tool.function.parameters ?? {}) }]
        : [],
    ),
    toolChoice: readToolChoice(body),
    json: readJsonWish(body),
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
    stop: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? []),
    reasoning: false,
    inputTokens: countPrompt(body, images),
  };
}

/** Three tokens for each message and three for the reply's start, texts, tool schemas and images. */
function countPrompt(body: ChatBody, images: number): number {
  const texts = body.messages.reduce((sum, message) => {
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    return (
      sum + 3 + countTokens(textOf(message)) + (calls.length > 0 ? countTokens(JSON.stringify(calls)) : 0)
    );
  }, 3);
  const tools = body.tools === undefined ? 0 : countTokens(JSON.stringify(body.tools));
  return texts + tools + images * IMAGE_TOKENS;
}

function readToolChoice({ tool_choice: choice }: ChatBody): Prompt['toolChoice'] {
  if (choice === undefined) return 'auto';
  return typeof choice === 'string' ? choice : { name: choice.function.name };
}

function readJsonWish({ response_format: format }: ChatBody): Prompt['json'] {
  if (format?.type === 'json_object') return { schema: null };
  if (format?.type !== 'json_schema') return null;
  const schema = asJson(format.json_schema.schema ?? {});
  return { schema: isJsonObject(schema) ? schema : null };
}

function textOf(message: ChatMessage): string {
  const { content } = message;
  if (content == null) return '';
  if (typeof content === 'string') return content;
  return content.map((part) => ('text' in part ? part.text : '')).join('');
}

function imagesIn(message: ChatMessage): number {
  if (message.role !== 'user' || typeof message.content === 'string') return 0;
  return message.content.filter((part) => part.type === 'image_url').length;
}

/** The body was parsed from JSON text, so everything in it is JSON. */
function asJson(value: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject & Json;
}
