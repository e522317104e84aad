import { z } from 'zod';
import { type Usage } from '@tollgate/core';
import { type Prompt } from './prompt.js';
import { deriveAnswer } from './rules.js';
import { countTokens, firstTokens, toPieces } from './tokens.js';

/** Why the model stopped, in no vendor's words. */
export const FINISHES = ['stop', 'stop-sequence', 'length', 'tool-calls', 'refusal', 'pause'] as const;
export type Finish = (typeof FINISHES)[number];

const count = z.int().min(0).optional();

/** An answer as a test scripts it; what is left out follows from the prompt by the rules of `deriveAnswer`. */
export const scriptedAnswerSchema = z.strictObject({
  text: z.string().optional(),
  /** The text, in the pieces in which it is streamed. */
  pieces: z.array(z.string()).optional(),
  reasoning: z.string().optional(),
  /** `arguments` is JSON text, or deliberately broken text. */
  toolCalls: z.array(z.strictObject({ name: z.string(), arguments: z.string() })).optional(),
  finish: z.enum(FINISHES).optional(),
  /** Token counts in Tollgate's terms: `inputTokens` includes cached ones, `outputTokens` includes reasoning. */
  usage: z
    .strictObject({
      inputTokens: count,
      cacheReadTokens: count,
      cacheWriteTokens: count,
      cacheWrite1hTokens: count,
      inputAudioTokens: count,
      inputImageTokens: count,
      outputTokens: count,
      reasoningTokens: count,
      outputAudioTokens: count,
      searchRequests: count,
    })
    .optional(),
});

export type ScriptedAnswer = z.infer<typeof scriptedAnswerSchema>;

export interface ToolCall {
  name: string;
  /** JSON text. */
  arguments: string;
}

/** A model's answer, ready to be put into a vendor's words. */
export interface Answer {
  reasoning: string | null;
  /** The text in the pieces in which it is streamed; empty when there is none. */
  pieces: readonly string[];
  toolCalls: readonly ToolCall[];
  finish: Finish;
  /** Which of the caller's stop sequences ended the text. */
  stopSequence: string | null;
  /** Token counts the script insists on. */
  usage: Partial<Usage>;
  outputTokens: number;
  reasoningTokens: number;
}

/** The answer to a prompt: the script's word where it has one, else the rules'; kept within the caller's bounds. */
export function answerTo(prompt: Prompt, scripted: ScriptedAnswer): Answer {
  const speaks =
    scripted.text !== undefined || scripted.pieces !== undefined || scripted.toolCalls !== undefined;
  const derived = speaks ? { text: '', reasoning: null, toolCalls: [] } : deriveAnswer(prompt);
  const reasoning = scripted.reasoning ?? derived.reasoning;
  const toolCalls = scripted.toolCalls ?? derived.toolCalls;
  const whole = scripted.text ?? scripted.pieces?.join('') ?? derived.text;
  const bounded = withinBounds(whole, prompt);
  const untouched = bounded.text === whole;
  const pieces = untouched && scripted.pieces !== undefined ? scripted.pieces : toPieces(bounded.text);
  const reasoningTokens = scripted.usage?.reasoningTokens ?? countTokens(reasoning ?? '');
  const spoken =
    countTokens(bounded.text) +
    toolCalls.reduce((sum, call) => sum + 8 + countTokens(call.name) + countTokens(call.arguments), 0);
  return {
    reasoning,
    pieces,
    toolCalls,
    finish: scripted.finish ?? bounded.finish ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop'),
    stopSequence: bounded.stopSequence,
    usage: scripted.usage ?? {},
    outputTokens: scripted.usage?.outputTokens ?? Math.max(1, spoken + reasoningTokens),
    reasoningTokens,
  };
}

interface Bounded {
  text: string;
  finish: Finish | null;
  stopSequence: string | null;
}

/** Cuts a text at the first stop sequence and at the token limit. */
function withinBounds(text: string, prompt: Prompt): Bounded {
  const stops = prompt.stop
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ sequence, at }) => sequence !== '' && at >= 0)
    .sort((a, b) => a.at - b.at);
  const first = stops[0];
  const upToStop = first === undefined ? text : text.slice(0, first.at);
  if (prompt.maxTokens !== null && countTokens(upToStop) > prompt.maxTokens)
    return { text: firstTokens(upToStop, prompt.maxTokens), finish: 'length', stopSequence: null };
  if (first !== undefined) return { text: upToStop, finish: 'stop-sequence', stopSequence: first.sequence };
  return { text, finish: null, stopSequence: null };
}
