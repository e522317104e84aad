import { isRecord } from '../../shared/api/json-shape.js';
import { numberOrNull } from '../../shared/form/changed-fields.js';

/** What every column is asked with. '' is "not set". */
export interface ChatSettings {
  system: string;
  stream: boolean;
  temperature: number | string;
  top_p: number | string;
  max_tokens: number | string;
}

export const NO_SETTINGS: ChatSettings = {
  system: '',
  stream: true,
  temperature: '',
  top_p: '',
  max_tokens: '',
};

export interface Prompt {
  text: string;
  /** As data URLs. */
  images: readonly string[];
}

export interface Answer {
  text: string;
  /** What the model thought before, where it says so. */
  reasoning: string;
  state: 'running' | 'done' | 'stopped' | 'failed';
  /** The API's own words. */
  error: string | null;
  /** Milliseconds; null until then. */
  firstMs: number | null;
  totalMs: number | null;
  tokensIn: number | null;
  tokensOut: number | null;
  /** The request's id in the logs; null while it is not known. */
  requestId: string | null;
}

export const NO_ANSWER: Answer = {
  ...{ text: '', reasoning: '', state: 'running', error: null, firstMs: null, totalMs: null },
  ...{ tokensIn: null, tokensOut: null, requestId: null },
};

export interface Turn {
  id: number;
  prompt: Prompt;
  answer: Answer;
}

/** The body of /v1/chat/completions: all that was said so far, and the new prompt. */
export function chatRequest(
  model: string,
  settings: ChatSettings,
  before: readonly Turn[],
  prompt: Prompt,
): Record<string, unknown> {
  const figures = Object.entries({
    temperature: numberOrNull(settings.temperature),
    top_p: numberOrNull(settings.top_p),
    max_tokens: numberOrNull(settings.max_tokens),
  }).filter(([, value]) => value !== null);
  const system = settings.system.trim();
  return {
    model,
    messages: [
      ...(system === '' ? [] : [{ role: 'system', content: system }]),
      ...before.filter(({ answer }) => answer.text !== '').flatMap(said),
      asked(prompt),
    ],
    ...Object.fromEntries(figures),
    ...(settings.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

const said = ({ prompt, answer }: Turn) => [asked(prompt), { role: 'assistant', content: answer.text }];

function asked({ text, images }: Prompt) {
  if (images.length === 0) return { role: 'user', content: text };
  const pictures = images.map((url) => ({ type: 'image_url', image_url: { url } }));
  return { role: 'user', content: [{ type: 'text', text }, ...pictures] };
}

/** What a whole answer, or one piece of a streamed one, adds. */
export function withPiece(answer: Answer, piece: unknown): Answer {
  if (!isRecord(piece)) return answer;
  const choice: unknown = Array.isArray(piece.choices) ? piece.choices[0] : undefined;
  const message = isRecord(choice) ? (choice.delta ?? choice.message) : undefined;
  const usage = isRecord(piece.usage) ? piece.usage : {};
  return {
    ...answer,
    text: answer.text + textIn(message, 'content'),
    reasoning: answer.reasoning + textIn(message, 'reasoning_content'),
    error: isRecord(piece.error) ? textIn(piece, 'error') || textIn(piece.error, 'message') : answer.error,
    tokensIn: figureIn(usage, 'prompt_tokens') ?? answer.tokensIn,
    tokensOut: figureIn(usage, 'completion_tokens') ?? answer.tokensOut,
    requestId: typeof piece.id === 'string' && piece.id !== '' ? piece.id : answer.requestId,
  };
}

function textIn(value: unknown, name: string): string {
  const text = isRecord(value) ? value[name] : undefined;
  return typeof text === 'string' ? text : '';
}

function figureIn(value: Record<string, unknown>, name: string): number | null {
  const figure = value[name];
  return typeof figure === 'number' ? figure : null;
}
