import type OpenAI from 'openai';
import { modelToEncodingMap } from 'gpt-tokenizer/mapping';
import { resolveModel } from '@tollgate/llm';

export interface TokenQuestion {
  /** `provider/model` or a well-known name. */
  model: string;
  text?: string | undefined;
  messages?: readonly OpenAI.ChatCompletionMessageParam[] | undefined;
  tools?: readonly OpenAI.ChatCompletionTool[] | undefined;
}

/** Of a chat, beside its texts: each message's frame, and the beginning of the reply. Source: OpenAI cookbook, "How to count tokens". */
const PER_MESSAGE = 3;
const PER_NAME = 1;
const PER_REPLY = 3;
/** Of an image at low detail, and of one of 1024 × 1024 at high detail. Source: OpenAI, "Images and vision", gpt-4o. */
const LOW_DETAIL_IMAGE = 85;
const IMAGE = 765;

/**
 * How many tokens a text or a chat is. Exact for texts of OpenAI's models; other providers publish no tokenizer for Node, so
 * theirs are counted by OpenAI's newest, which is near. A tokenizer is loaded when it is first needed.
 */
export async function tokenCounter({ model, text, messages, tools }: TokenQuestion): Promise<number> {
  const count = await countFor(model);
  let tokens = text === undefined ? 0 : count(text);
  if (messages !== undefined) tokens += PER_REPLY;
  for (const message of messages ?? []) tokens += messageTokens(message, count);
  if (tools !== undefined && tools.length > 0) tokens += count(JSON.stringify(tools));
  return tokens;
}

type Count = (text: string) => number;

async function countFor(model: string): Promise<Count> {
  const name = resolveModel(model)?.model ?? model;
  const encoding = Object.hasOwn(modelToEncodingMap, name)
    ? new Map<string, string>(Object.entries(modelToEncodingMap)).get(name)
    : undefined;
  const { countTokens } =
    encoding === 'cl100k_base'
      ? await import('gpt-tokenizer/encoding/cl100k_base')
      : await import('gpt-tokenizer/encoding/o200k_base');
  // What looks like a special token is text that somebody wrote.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}

function messageTokens(message: OpenAI.ChatCompletionMessageParam, count: Count): number {
  let tokens = PER_MESSAGE + count(message.role);
  if ('name' in message && typeof message.name === 'string') tokens += count(message.name) + PER_NAME;
  if (typeof message.content === 'string') tokens += count(message.content);
  else for (const part of message.content ?? []) tokens += partTokens(part, count);
  if ('tool_calls' in message)
    for (const call of message.tool_calls ?? [])
      tokens +=
        call.type === 'function'
          ? count(call.function.name) + count(call.function.arguments)
          : count(JSON.stringify(call.custom));
  return tokens;
}

type Part = Exclude<OpenAI.ChatCompletionMessageParam['content'], string | null | undefined>[number];

function partTokens(part: Part, count: Count): number {
  switch (part.type) {
    case 'text':
      return count(part.text);
    case 'refusal':
      return count(part.refusal);
    case 'image_url':
      return part.image_url.detail === 'low' ? LOW_DETAIL_IMAGE : IMAGE;
    case 'input_audio':
    case 'file':
      // Nobody but the provider knows.
      return 0;
  }
}
