import { isJsonObject, type Json } from '@tollgate/core';
import { type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { type Block, type ConverseBody } from './converse-schema.js';

/** Tokens of one image, as at Anthropic for one megapixel, near enough. */
const IMAGE_TOKENS = 1_334;

/** What a body asks of the model. */
export function readPrompt(model: string, body: ConverseBody): Prompt {
  const { messages, inferenceConfig = {}, toolConfig, additionalModelRequestFields: fields = {} } = body;
  const last = messages.at(-1);
  const blocks = last?.role === 'user' ? last.content : [];
  const all = messages.flatMap(({ content }) => content);
  const schema = body.outputConfig?.textFormat.structure.jsonSchema.schema;
  return {
    model,
    text: blocks.map((block) => block.text ?? '').join(''),
    toolResults: blocks.flatMap(({ toolResult }) =>
      toolResult === undefined ? [] : [resultText(toolResult)],
    ),
    images: all.filter((block) => block.image !== undefined).length,
    tools: (toolConfig?.tools ?? []).flatMap(({ toolSpec }) =>
      toolSpec === undefined ? [] : [{ name: toolSpec.name, schema: asJson(toolSpec.inputSchema.json) }],
    ),
    toolChoice: choiceOf(body),
    json: schema === undefined ? null : { schema: objectOf(schema) },
    maxTokens: inferenceConfig.maxTokens ?? null,
    stop: inferenceConfig.stopSequences ?? [],
    reasoning: isJsonObject(fields['thinking']) && fields['thinking']['type'] !== 'disabled',
    inputTokens: countInput(body),
  };
}

function choiceOf({
  toolConfig,
  additionalModelRequestFields: fields = {},
}: ConverseBody): Prompt['toolChoice'] {
  const said = fields['tool_choice'];
  if (isJsonObject(said) && said['type'] === 'any') return 'required';
  if (isJsonObject(said) && said['type'] === 'tool')
    return { name: typeof said['name'] === 'string' ? said['name'] : '' };
  const choice = toolConfig?.toolChoice;
  if (choice === undefined || 'auto' in choice) return 'auto';
  return 'any' in choice ? 'required' : { name: choice.tool.name };
}

/** Tokens of the whole prompt: five for each message, texts, tools and images. */
function countInput({ system = [], messages, toolConfig }: ConverseBody): number {
  const tools = toolConfig === undefined ? 0 : countTokens(JSON.stringify(toolConfig.tools));
  const blocks = messages.flatMap(({ content }) => content);
  return (
    messages.length * 5 +
    tools +
    system.reduce((sum, { text }) => sum + countTokens(text ?? ''), 0) +
    blocks.reduce((sum, block) => sum + tokensOf(block), 0)
  );
}

function tokensOf(block: Block): number {
  if (block.cachePoint !== undefined) return 0;
  return block.image === undefined ? countTokens(block.text ?? JSON.stringify(block)) : IMAGE_TOKENS;
}

function resultText({ content }: NonNullable<Block['toolResult']>): string {
  return content
    .map(({ text, json }) => text ?? (json === undefined ? '[media]' : JSON.stringify(json)))
    .join('');
}

function objectOf(text: string) {
  const parsed = JSON.parse(text) as Json;
  return isJsonObject(parsed) ? parsed : null;
}

/** The body was parsed from JSON text, so everything in it is JSON. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
