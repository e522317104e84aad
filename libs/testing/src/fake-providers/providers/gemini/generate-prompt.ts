import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type OfferedTool, type Prompt } from '../../answers/prompt.js';
import { countTokens } from '../../answers/tokens.js';
import { type GenerateBody, type Part } from './generate-schema.js';

/** Tokens of one image. Source: Gemini docs, "Understand and count tokens". */
const IMAGE_TOKENS = 258;

/** What a body asks of the model. */
export function readPrompt(model: string, body: GenerateBody): Prompt {
  const { contents, generationConfig: config = {} } = body;
  const last = contents.at(-1);
  const parts = last?.role === 'model' ? [] : (last?.parts ?? []);
  const responses = parts.flatMap((part) => part.functionResponse ?? []);
  const isJson = config.responseMimeType === 'application/json';
  const schema = asJson(config.responseSchema ?? config.responseJsonSchema ?? null);
  return {
    model,
    text: parts.map((part) => part.text ?? '').join(''),
    toolResults: responses.map(({ response }) => resultText(response)),
    images: contents.flatMap((content) => content.parts).filter(isImage).length,
    tools: toolsOf(body),
    toolChoice: choiceOf(body),
    json: isJson ? { schema: isJsonObject(schema) ? lowerTypes(schema) : null } : null,
    maxTokens: config.maxOutputTokens ?? null,
    stop: config.stopSequences ?? [],
    reasoning: config.thinkingConfig?.includeThoughts === true,
    inputTokens: countInput(body),
  };
}

/** Tokens of the whole prompt: one for each content, texts, declarations and images. */
export function countInput(body: GenerateBody): number {
  const contents = [...body.contents, ...(body.systemInstruction ? [body.systemInstruction] : [])];
  const parts = contents.flatMap((content) => content.parts);
  const tools = body.tools === undefined ? 0 : countTokens(JSON.stringify(body.tools));
  return contents.length + tools + parts.reduce((sum, part) => sum + tokensOf(part), 0);
}

function tokensOf(part: Part): number {
  if (part.inlineData !== undefined || part.fileData !== undefined) return IMAGE_TOKENS;
  return countTokens(part.text ?? JSON.stringify(part.functionCall ?? part.functionResponse ?? ''));
}

function isImage({ inlineData, fileData }: Part): boolean {
  return (inlineData ?? fileData)?.mimeType?.startsWith('image/') === true;
}

function toolsOf({ tools = [] }: GenerateBody): OfferedTool[] {
  return tools
    .flatMap((tool) => tool.functionDeclarations ?? [])
    .map(({ name, parameters, parametersJsonSchema }) => {
      const schema = asJson(parameters ?? parametersJsonSchema ?? {});
      return { name, schema: isJsonObject(schema) ? lowerTypes(schema) : {} };
    });
}

function choiceOf({ toolConfig }: GenerateBody): Prompt['toolChoice'] {
  const { mode, allowedFunctionNames: names = [] } = toolConfig?.functionCallingConfig ?? {};
  if (mode === 'NONE') return 'none';
  if (mode !== 'ANY') return 'auto';
  const [only] = names;
  return names.length === 1 && only !== undefined ? { name: only } : 'required';
}

/** Gemini writes types in capitals; a sample is made by JSON Schema's. */
function lowerTypes(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'type' && typeof value === 'string' ? value.toLowerCase() : value,
  ) as JsonObject;
}

/** The usual wrappers of a text are taken off. */
function resultText(response: Record<string, unknown>): string {
  const inner = response['result'] ?? response['output'] ?? response['error'];
  return typeof inner === 'string' ? inner : JSON.stringify(response);
}

/** The body was parsed from JSON text, so everything in it is JSON. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
