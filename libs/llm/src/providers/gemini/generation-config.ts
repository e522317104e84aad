import { type JsonObject } from '@tollgate/core';
import { type ChatRequest, type Reasoning, type ReasoningEffort } from '../../chat/chat-request.js';
import { toGeminiSchema } from './schema.js';

/** Sampling, limits, output format and thinking. Source: Gemini API reference, "GenerationConfig". */
export function encodeGenerationConfig(request: ChatRequest): JsonObject {
  const config: JsonObject = {};
  set(config, 'temperature', request.temperature);
  set(config, 'topP', request.topP);
  set(config, 'topK', request.topK);
  set(config, 'maxOutputTokens', request.maxOutputTokens);
  set(config, 'seed', request.seed);
  set(config, 'presencePenalty', request.presencePenalty);
  set(config, 'frequencyPenalty', request.frequencyPenalty);
  set(config, 'responseLogprobs', request.logprobs);
  set(config, 'logprobs', request.topLogprobs);
  if (request.n > 1) config['candidateCount'] = request.n;
  if (request.stop.length > 0) config['stopSequences'] = request.stop;
  setFormat(config, request);
  const thinking = request.reasoning ? encodeThinking(request.reasoning, request.model) : null;
  if (thinking) config['thinkingConfig'] = thinking;
  return config;
}

function set(config: JsonObject, name: string, value: number | boolean | null): void {
  if (value !== null) config[name] = value;
}

function setFormat(config: JsonObject, request: ChatRequest): void {
  const format = request.responseFormat;
  if (format === null || format.type === 'text') return;
  config['responseMimeType'] = 'application/json';
  if (format.type === 'json-schema') config['responseSchema'] = toGeminiSchema(format.schema);
}

/**
 * Effort words as token budgets for models up to 2.5, within what the smallest of them takes.
 * Source: Gemini docs, "Thinking" (OpenAI compatibility: low 1,024, medium 8,192, high 24,576).
 */
const BUDGETS: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 512,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 24_576,
  max: 24_576,
};

/** Gemini 3 and later take a level. Only Flash models know all of them; Pro models know low and high. */
function levelOf(effort: ReasoningEffort, model: string): string {
  const flash = model.includes('flash');
  switch (effort) {
    case 'none':
    case 'minimal':
      return flash ? 'minimal' : 'low';
    case 'low':
      return 'low';
    case 'medium':
      return flash || /gemini-3\.[1-9]/.test(model) ? 'medium' : 'high';
    case 'high':
    case 'xhigh':
    case 'max':
      return 'high';
  }
}

/** Models before 2.5 do not think: no thinkingConfig, which they refuse. */
export function thinks(model: string): boolean {
  return !/gemini-(1|2\.0)/.test(model) && /gemini|thinking/.test(model);
}

function encodeThinking(reasoning: Reasoning, model: string): JsonObject | null {
  if (!thinks(model)) return null;
  const { effort, budgetTokens } = reasoning;
  if (budgetTokens !== null) return { thinkingBudget: budgetTokens, includeThoughts: budgetTokens !== 0 };
  if (effort === null) return null;
  if (!/gemini-2\.5/.test(model))
    return { thinkingLevel: levelOf(effort, model), includeThoughts: effort !== 'none' };
  // 2.5 Pro cannot stop thinking: its least is 128 tokens.
  const budget = effort === 'none' && model.includes('pro') ? 128 : BUDGETS[effort];
  return { thinkingBudget: budget, includeThoughts: effort !== 'none' };
}
