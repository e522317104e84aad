import { type JsonObject } from '@tollgate/core';
import { type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { type ChatBody, type ChatMessage } from './chat-schema.js';

/** Tokens of one low-detail image. Source: docs.cohere.com, "Image Inputs". */
const IMAGE_TOKENS = 256;

/** What a chat body asks of the model. */
export function readPrompt(body: ChatBody): Prompt {
  const begin = body.messages.findLastIndex(({ role }) => role === 'assistant') + 1;
  const lastTurn = body.messages.slice(begin);
  const lastUser = lastTurn.findLast(({ role }) => role === 'user');
  const answersTools = lastTurn.at(-1)?.role === 'tool';
  const images = body.messages.reduce((sum, message) => sum + imagesIn(message), 0);
  const tools = body.tools ?? [];
  const texts = body.messages.reduce((sum, message) => sum + countTokens(textOf(message)), 0);
  const attached = [tools, body.documents ?? []].filter((list) => list.length > 0);
  const schema = body.response_format?.type === 'json_object' ? body.response_format.json_schema : undefined;
  return {
    model: body.model,
    text: lastUser === undefined ? '' : textOf(lastUser),
    toolResults: answersTools ? lastTurn.filter(({ role }) => role === 'tool').map(textOf) : [],
    images,
    tools: tools.map(({ function: { name, parameters } }) => ({ name, schema: asJson(parameters) })),
    toolChoice: choiceOf(body.tool_choice),
    json:
      body.response_format?.type === 'json_object'
        ? { schema: schema === undefined ? null : asJson(schema) }
        : null,
    maxTokens: body.max_tokens ?? null,
    stop: body.stop_sequences ?? [],
    reasoning: body.thinking?.type === 'enabled',
    inputTokens: attached.reduce(
      (sum, list) => sum + countTokens(JSON.stringify(list)),
      texts + images * IMAGE_TOKENS,
    ),
  };
}

function choiceOf(choice: ChatBody['tool_choice']): Prompt['toolChoice'] {
  if (choice === undefined) return 'auto';
  return choice === 'REQUIRED' ? 'required' : 'none';
}

function textOf({ content }: ChatMessage): string {
  if (content === undefined) return '';
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
