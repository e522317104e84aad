import { isJsonObject, type Json } from '@tollgate/core';
import { type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { blocksOf } from './messages-rules.js';
import { type Block, type CountBody, type Message, type MessagesBody } from './messages-schema.js';

/** Tokens of one image: Anthropic's figure for one megapixel, near enough. Source: Anthropic docs, "Vision". */
const IMAGE_TOKENS = 1_334;

/** What a message body asks of the model. */
export function readPrompt(body: MessagesBody): Prompt {
  const lastTurn = body.messages.slice(
    body.messages.findLastIndex((message) => message.role === 'assistant') + 1,
  );
  const blocks = lastTurn.flatMap(blocksOf);
  const format = body.output_config?.format;
  const schema = format == null ? null : asJson(format.schema);
  return {
    model: body.model,
    text: textOf(blocksOf(lastTurn.at(-1) ?? { role: 'user', content: [] })),
    toolResults: blocks.flatMap((block) => (block.type === 'tool_result' ? [resultText(block)] : [])),
    images: body.messages.flatMap(blocksOf).filter((block) => block.type === 'image').length,
    tools: (body.tools ?? []).map((tool) => ({ name: tool.name, schema: asJson(tool.input_schema) })),
    toolChoice: readToolChoice(body),
    json: schema === null ? null : { schema: isJsonObject(schema) ? schema : null },
    maxTokens: body.max_tokens,
    stop: body.stop_sequences ?? [],
    reasoning: body.thinking !== undefined && body.thinking.type !== 'disabled',
    inputTokens: countInput(body),
  };
}

function readToolChoice({ tool_choice: choice }: MessagesBody): Prompt['toolChoice'] {
  switch (choice?.type) {
    case undefined:
    case 'auto':
      return 'auto';
    case 'none':
      return 'none';
    case 'any':
      return 'required';
    case 'tool':
      return { name: choice.name };
  }
}

/** Tokens of the whole prompt: eight, five for each message, texts, tool schemas and images. */
export function countInput(body: CountBody): number {
  return 8 + promptSections(body).reduce((sum, section) => sum + section.tokens, 0);
}

/** One cacheable section of the prompt, in the order in which Anthropic caches: tools, system, messages. */
export interface Section {
  /** What tells this section from others. */
  content: string;
  tokens: number;
  /** Life of the cache entry that ends here; null: no mark here. */
  cached: '5m' | '1h' | null;
}

export function promptSections(body: CountBody): Section[] {
  const tools = (body.tools ?? []).map((tool) => section(JSON.stringify(tool), tool.cache_control));
  const system =
    typeof body.system === 'string' ? [{ type: 'text' as const, text: body.system }] : body.system;
  const texts = (system ?? []).map((block) =>
    section(block.text, 'cache_control' in block ? block.cache_control : null),
  );
  return [...tools, ...texts, ...body.messages.flatMap(messageSections)];
}

function messageSections(message: Message): Section[] {
  return blocksOf(message).map((block, place) => {
    const mark = 'cache_control' in block ? block.cache_control : null;
    const content =
      block.type === 'text' ? block.text : JSON.stringify({ ...block, cache_control: undefined });
    const tokens = block.type === 'image' ? IMAGE_TOKENS : countTokens(content);
    return { ...section(content, mark), tokens: tokens + (place === 0 ? 5 : 0) };
  });
}

function section(content: string, mark: { ttl?: '5m' | '1h' | undefined } | null | undefined): Section {
  return { content, tokens: countTokens(content), cached: mark == null ? null : (mark.ttl ?? '5m') };
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

function resultText({ content }: Extract<Block, { type: 'tool_result' }>): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return content;
  return content.map((block) => (block.type === 'text' ? block.text : `[${block.type}]`)).join('');
}

/** The body was parsed from JSON text, so everything in it is JSON. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
